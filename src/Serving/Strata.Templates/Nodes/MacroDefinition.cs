namespace Strata.Templates.Nodes;

/// <summary>A macro as written. What its body mentions decides whether it takes a caller and spare arguments.</summary>
internal sealed record MacroDefinition(string Name, IReadOnlyList<KeyValuePair<string, Expression?>> Parameters, IReadOnlyList<Statement> Body)
{
    public bool TakesCaller { get; init; }

    public bool TakesSpare { get; init; }

    public bool TakesSpareNamed { get; init; }
}
