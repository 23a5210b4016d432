namespace Strata.Caching.Semantic;

/// <summary>A kept question with its direction and its answer.</summary>
/// <param name="Vector">Length 1.</param>
/// <param name="Critical">Its critical words.</param>
/// <param name="Question">Its text.</param>
/// <param name="Answer">Its answer.</param>
internal sealed record SemanticEntry(float[] Vector, string Critical, string Question, CachedAnswer Answer);
