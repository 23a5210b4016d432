namespace Strata.Guard;

/// <summary>What was found where. Offsets are UTF-16 units of the whole text as it came in, however it was cut.</summary>
/// <param name="Detector">The detector's name: <c>EMAIL</c>, or the name of a set of patterns or words.</param>
/// <param name="Action">What was done about it.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, exclusive.</param>
public readonly record struct GuardFinding(string Detector, GuardAction Action, int Start, int End);
