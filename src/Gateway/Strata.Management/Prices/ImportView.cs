namespace Strata.Management.Prices;

/// <summary>What an import did.</summary>
/// <param name="Added">Models that were not known.</param>
/// <param name="Changed">Models that got a new price, valid from now on.</param>
/// <param name="Same">Models whose price was known already.</param>
internal sealed record ImportView(int Added, int Changed, int Same);
