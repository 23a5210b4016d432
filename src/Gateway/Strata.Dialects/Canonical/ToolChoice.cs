namespace Strata.Dialects.Canonical;

/// <summary>Whether and which tools must be called.</summary>
/// <param name="Kind">The kind of choice.</param>
public sealed record ToolChoice(ToolChoiceKind Kind)
{
    /// <summary>The tool of <see cref="ToolChoiceKind.Named"/>, or those of <see cref="ToolChoiceKind.Allowed"/>.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>For <see cref="ToolChoiceKind.Allowed"/>: whether one of them must be called.</summary>
    public bool MustCall { get; init; }
}
