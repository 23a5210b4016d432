namespace Strata.Traces.Api.Sums;

/// <summary>Series by group.</summary>
/// <param name="From">Begin of the first step.</param>
/// <param name="StepSeconds">Length of a step; 0 where there is one value for all.</param>
/// <param name="By">The fields grouped by.</param>
/// <param name="Groups">How many groups there are.</param>
/// <param name="Truncated">Whether spans beyond the bound of groups were put together in one.</param>
/// <param name="Data">Groups, those with most spans first.</param>
public sealed record SeriesBody(DateTimeOffset From, long StepSeconds, IReadOnlyList<string> By, int Groups, bool Truncated, IReadOnlyList<SeriesGroup> Data);
