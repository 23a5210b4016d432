using Strata.Traces.Queries.Filters;

namespace Strata.Traces.Queries.Lists;

/// <summary>Which spans a list shows.</summary>
public sealed record SpanQuery
{
    /// <summary>Rows of a page at most.</summary>
    public const int LimitMax = 1000;

    /// <summary>When they began.</summary>
    public TimeRange Range { get; init; } = TimeRange.All;

    /// <summary>What they pass.</summary>
    public SpanFilter Filter { get; init; } = SpanFilter.All;

    /// <summary>Their order.</summary>
    public SpanOrder Order { get; init; }

    /// <summary>Rows of the page; cut to <see cref="LimitMax"/>.</summary>
    public int Limit { get; init; } = 50;

    /// <summary><see cref="Page{T}.Next"/> of the page before; empty for the first one.</summary>
    public string Cursor { get; init; } = "";
}
