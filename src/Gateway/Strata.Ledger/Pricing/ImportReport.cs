namespace Strata.Ledger.Pricing;

/// <summary>What an import did.</summary>
/// <param name="Added">Models that were not known.</param>
/// <param name="Changed">Models that got a new price, valid from the import's time on.</param>
/// <param name="Same">Models whose price was known already.</param>
public sealed record ImportReport(int Added, int Changed, int Same);
