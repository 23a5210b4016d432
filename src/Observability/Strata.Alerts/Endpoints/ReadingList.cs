namespace Strata.Alerts.Endpoints;

/// <summary>What a rule reads now.</summary>
/// <param name="Data">One line for each set of labels, at most 500.</param>
internal sealed record ReadingList(IReadOnlyList<ReadingView> Data);
