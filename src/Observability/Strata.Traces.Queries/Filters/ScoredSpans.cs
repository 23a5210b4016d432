namespace Strata.Traces.Queries.Filters;

/// <summary>What a score test passes: whole traces, and single spans.</summary>
internal sealed record ScoredSpans(HashSet<UInt128> Traces, HashSet<(UInt128 Trace, ulong Span)> Spans);
