namespace Strata.Core.Generation;

/// <summary>Where the time of a generation went.</summary>
/// <param name="Queue">Waiting for a place.</param>
/// <param name="Prefill">Computing the prompt, to the first token.</param>
/// <param name="Decode">Computing the answer.</param>
public readonly record struct GenerationTimings(TimeSpan Queue, TimeSpan Prefill, TimeSpan Decode);
