namespace Strata.Dialects.Tasks;

/// <summary>One text to embed: as text, or as tokens of the model.</summary>
/// <param name="Text">The text; null where tokens are given.</param>
/// <param name="Tokens">The tokens; null where text is given.</param>
public sealed record EmbeddingInput(string? Text, IReadOnlyList<int>? Tokens = null);
