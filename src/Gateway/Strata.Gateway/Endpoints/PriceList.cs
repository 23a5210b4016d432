namespace Strata.Gateway.Endpoints;

/// <summary>The price book in force.</summary>
/// <param name="Version">What ledger rows are stamped with.</param>
/// <param name="Data">The prices, in US dollars per million tokens.</param>
internal sealed record PriceList(string Version, IReadOnlyList<PriceView> Data);
