namespace Strata.Tokenizers.HuggingFace.Processors;

/// <summary>A piece of a template: a text by number, or special tokens.</summary>
/// <param name="Sequence">0 or 1 for a text, -1 for special tokens.</param>
/// <param name="Tokens">The special tokens.</param>
/// <param name="TypeId">The type everything in the piece gets.</param>
internal sealed record TemplatePiece(int Sequence, IReadOnlyList<(int Id, string Text)> Tokens, int TypeId);
