namespace Strata.Traces.Spans;

/// <summary>What became of a batch, once it is durable.</summary>
/// <param name="Stored">Spans that are new.</param>
/// <param name="Duplicates">Spans that were there already: the sender repeated itself, and all is well.</param>
/// <param name="Rejected">Spans that cannot be stored.</param>
/// <param name="Reason">Why the first of those cannot; null where none was rejected.</param>
public sealed record AppendOutcome(int Stored, int Duplicates, int Rejected, string? Reason);
