namespace Strata.Traces.Queries.Sums;

/// <summary>A page of sessions or users.</summary>
/// <param name="Page">The last active first.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record GroupSums(IReadOnlyList<GroupSum> Page, int Total);
