namespace Strata.Budgets.Slices;

/// <summary>What came back for a set of reports.</summary>
/// <param name="Replicas">How many processes live.</param>
/// <param name="Grants">The answers, in the order of the reports.</param>
/// <param name="News">Budgets that any process used since the instant asked for.</param>
public sealed record SliceExchange(int Replicas, IReadOnlyList<SliceGrant> Grants, IReadOnlyList<SliceNews> News);
