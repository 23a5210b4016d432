namespace Strata.Traces.Api.Sums;

/// <summary>A page of sessions or users.</summary>
/// <param name="Data">Its rows, the last active first.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record GroupPage(IReadOnlyList<GroupItem> Data, int Total);
