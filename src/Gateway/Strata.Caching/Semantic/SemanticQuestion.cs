namespace Strata.Caching.Semantic;

/// <summary>A question as the semantic cache sees it: what must be the same, and what may be said in other words.</summary>
/// <param name="Partition">Whose cache.</param>
/// <param name="Frame">Hash of everything but the last user text: model, instructions, earlier turns, parameters, form of the answer.</param>
/// <param name="Text">The last user text.</param>
public sealed record SemanticQuestion(string Partition, CacheKey Frame, string Text);
