namespace Strata.Alerts.Endpoints;

/// <summary>Rules.</summary>
/// <param name="Data">The rules, by id.</param>
internal sealed record RuleList(IReadOnlyList<RuleView> Data);
