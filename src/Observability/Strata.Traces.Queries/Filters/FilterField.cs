using Strata.Traces.Columns;

namespace Strata.Traces.Queries.Filters;

/// <summary>A field of the filter language, resolved.</summary>
/// <param name="Name">As written; for an attribute with its prefix.</param>
/// <param name="Kind">What it is.</param>
internal sealed record FilterField(string Name, FieldKind Kind)
{
    /// <summary>The column of a <see cref="FieldKind.Label"/>.</summary>
    public Label Label { get; init; }

    /// <summary>The columns whose sum it is.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>The facts a flag looks at, and what they must be.</summary>
    public (long Mask, long Value) Facts { get; init; }

    /// <summary>The slots a text is searched in, as bits; 0 for all.</summary>
    public int Slots { get; init; }

    /// <summary>The key of an attribute or the name of a score.</summary>
    public string Key { get; init; } = "";
}
