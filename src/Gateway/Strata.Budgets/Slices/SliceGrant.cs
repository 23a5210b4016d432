namespace Strata.Budgets.Slices;

/// <summary>The answer to a report.</summary>
/// <param name="UsedElsewhere">What the others used in the window.</param>
/// <param name="Granted">What this process has leased: written with its report.</param>
/// <param name="MayUse">What its use and holds together may come to until it hears again.</param>
public readonly record struct SliceGrant(long UsedElsewhere, long Granted, long MayUse);
