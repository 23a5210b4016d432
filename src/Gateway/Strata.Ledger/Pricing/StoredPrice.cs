namespace Strata.Ledger.Pricing;

/// <summary>An edited or imported price with who made it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Entry">The price.</param>
/// <param name="EditedBy">Who edited or imported it.</param>
/// <param name="EditedAt">When.</param>
public sealed record StoredPrice(string Id, PriceEntry Entry, string EditedBy, DateTimeOffset EditedAt);
