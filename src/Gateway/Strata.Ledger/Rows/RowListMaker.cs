namespace Strata.Ledger.Rows;

/// <summary>Makes <see cref="RowList{T}"/> from collection expressions.</summary>
public static class RowListMaker
{
    /// <summary>A list with a copy of the items.</summary>
    public static RowList<T> Of<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
