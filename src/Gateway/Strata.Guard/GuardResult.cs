namespace Strata.Guard;

/// <summary>One text after a policy went over it.</summary>
/// <param name="Text">What may go on; the same instance as given where nothing changed. Up to the block where one stood.</param>
/// <param name="Findings">What was found, in order of its start.</param>
/// <param name="IsBlocked">Whether a rule refuses the text.</param>
public sealed record GuardResult(string Text, IReadOnlyList<GuardFinding> Findings, bool IsBlocked);
