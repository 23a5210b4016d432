namespace Strata.Guard.Injection;

/// <summary>Words of classes in a row, with at most some others between two of them, and how much that says.</summary>
internal sealed record InjectionRule(double Weight, int Gap, params WordClass[] Steps);
