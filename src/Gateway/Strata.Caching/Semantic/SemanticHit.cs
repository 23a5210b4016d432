namespace Strata.Caching.Semantic;

/// <summary>An answer to a question of the same meaning.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Similarity">The cosine of the two questions.</param>
/// <param name="Question">The question that it was made for, for explanation.</param>
public sealed record SemanticHit(CachedAnswer Answer, double Similarity, string Question);
