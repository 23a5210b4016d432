namespace Strata.Traces.Queries.Filters;

/// <summary>A filter as a tree. Made by <see cref="SpanFilter.Parse"/>.</summary>
internal abstract record FilterNode
{
    /// <summary>Both sides hold.</summary>
    public sealed record Both(FilterNode Left, FilterNode Right) : FilterNode;

    /// <summary>At least one side holds.</summary>
    public sealed record Either(FilterNode Left, FilterNode Right) : FilterNode;

    /// <summary>The other one does not hold.</summary>
    public sealed record Not(FilterNode Inner) : FilterNode;

    /// <summary>A field compared with values; several only for <c>in</c>.</summary>
    public sealed record Compare(FilterField Field, FilterOperator Operator, IReadOnlyList<FilterValue> Values) : FilterNode;
}
