using Strata.Traces.Queries.Filters;
using Strata.Traces.Rollups;

namespace Strata.Traces.Queries.Sums;

/// <summary>What is summed, and by what it is kept apart.</summary>
public sealed record AggregateQuery
{
    /// <summary>Steps of a series at most.</summary>
    public const int StepsMax = 4096;

    /// <summary>Groups at most; the spans of more are summed in one without keys.</summary>
    public const int GroupsMax = 100_000;

    /// <summary>When spans began. With a step it is widened to whole steps since 1970.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>What spans pass.</summary>
    public SpanFilter Filter { get; init; } = SpanFilter.All;

    /// <summary>Length of a step in nanoseconds; 0 sums all of the range.</summary>
    public long StepNs { get; init; }

    /// <summary>Fields to group by, two at most: <c>service</c>, <c>model</c>, <c>session</c> …</summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>What quantiles are wanted of.</summary>
    public IReadOnlyList<Measure> Quantiles { get; init; } = [];
}
