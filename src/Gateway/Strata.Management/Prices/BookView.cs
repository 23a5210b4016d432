namespace Strata.Management.Prices;

/// <summary>Prices of the book in force.</summary>
/// <param name="Version">What ledger rows are stamped with.</param>
/// <param name="Data">The prices, in US dollars per million tokens.</param>
internal sealed record BookView(string Version, IReadOnlyList<PriceView> Data);
