namespace Strata.Ledger.Storage;

/// <summary>A range of cells of one length.</summary>
/// <param name="Hours">The length of a cell: 1 or 24.</param>
/// <param name="From">The first cell's begin in hours since 1970; null from the beginning.</param>
/// <param name="To">Where cells end; null has no end.</param>
internal readonly record struct UsageSpan(long Hours, long? From, long? To);
