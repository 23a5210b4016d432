namespace Strata.Dialects.Tasks;

/// <summary>A text's place in the order.</summary>
/// <param name="Index">Which of the request's texts.</param>
/// <param name="Score">How well it answers; larger is better, and comparable within one answer only.</param>
public readonly record struct RerankHit(int Index, double Score);
