namespace Strata.Guarding;

/// <summary>How often a detector found something in one call, and what was done; never what it found.</summary>
/// <param name="Detector">The detector's name.</param>
/// <param name="Action">What was done, in small letters.</param>
/// <param name="Count">How often.</param>
public readonly record struct GuardCount(string Detector, string Action, int Count);
