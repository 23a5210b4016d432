using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;

namespace Strata.Traces.Api.Sums;

/// <summary>Which sessions or users are listed.</summary>
/// <param name="Field"><c>session</c> or <c>user</c>.</param>
/// <param name="Range">When their spans began.</param>
/// <param name="Filter">What their spans pass.</param>
/// <param name="Skip">How many to leave out.</param>
/// <param name="Take">How many to show.</param>
public sealed record GroupQuery(string Field, TimeRange Range, SpanFilter Filter, int Skip, int Take)
{
    /// <summary>Rows of a page at most.</summary>
    public const int TakeMax = 100;
}
