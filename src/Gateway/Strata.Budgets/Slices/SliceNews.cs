namespace Strata.Budgets.Slices;

/// <summary>A budget that some process used lately.</summary>
/// <param name="Key">Which.</param>
/// <param name="Others">What the others have of it.</param>
public readonly record struct SliceNews(SliceKey Key, SliceSums Others);
