namespace Strata.Dialects.Canonical;

/// <summary>The form an answer must have.</summary>
/// <param name="Kind">Which.</param>
public sealed record OutputFormat(OutputKind Kind)
{
    /// <summary>The schema's name; made up (<c>answer</c>) where the target needs one and none was given.</summary>
    public string? Name { get; init; }

    /// <summary>What the answer is, for the model.</summary>
    public string? Description { get; init; }

    /// <summary>The schema, raw and unchanged: optional members stay optional.</summary>
    public ReadOnlyMemory<byte> Schema { get; init; }

    /// <summary>Whether the schema must be followed exactly; null where not said.</summary>
    public bool? Strict { get; init; }
}
