namespace Strata.Guard;

/// <summary>What a model or webhook says of a text.</summary>
/// <param name="Score">How sure it is that the text breaks the rule, 0 to 1.</param>
/// <param name="Category">What it calls the breach, where it says.</param>
public readonly record struct GuardVerdict(double Score, string? Category = null);
