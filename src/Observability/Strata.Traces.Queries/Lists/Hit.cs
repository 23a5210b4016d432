using Strata.Traces.Columns;

namespace Strata.Traces.Queries.Lists;

/// <summary>A row that passed, with what orders it: most first, ties by ids, so that the order is the same on every page.</summary>
internal readonly record struct Hit(long Key, UInt128 Trace, ulong Span, SpanTable Table, RowPlace Place) : IComparable<Hit>
{
    public int CompareTo(Hit other)
    {
        var order = other.Key.CompareTo(Key);
        order = order != 0 ? order : other.Trace.CompareTo(Trace);
        return order != 0 ? order : other.Span.CompareTo(Span);
    }
}
