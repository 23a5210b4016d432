namespace Strata.Traces.Queries.Sums;

/// <summary>Sums by group and step.</summary>
/// <param name="FromNs">Begin of the first step.</param>
/// <param name="StepNs">Length of a step; 0 where there is one cell for all.</param>
/// <param name="Groups">Groups, those with most spans first.</param>
/// <param name="Truncated">Whether there were more than <see cref="AggregateQuery.GroupsMax"/> groups.</param>
public sealed record Aggregate(long FromNs, long StepNs, IReadOnlyList<AggregateGroup> Groups, bool Truncated);
