namespace Strata.Otlp.Spans;

/// <summary>What a request held.</summary>
/// <param name="Taken">Items that can be stored.</param>
/// <param name="Rejected">Items that cannot.</param>
/// <param name="Reason">Why the first of those cannot, as a sentence; empty where none was.</param>
public readonly record struct DecodeOutcome(int Taken, int Rejected, string Reason);
