namespace Strata.Tokenizers;

/// <summary>One or two texts as tokens, with what encoders ask for besides the ids.</summary>
/// <param name="Ids">The tokens.</param>
/// <param name="TypeIds">0 for the first text, 1 for the second, where the model tells them apart.</param>
/// <param name="Offsets">
/// The stretch of its text each token stands for, in code points; (0, 0) for special tokens. Empty where the tokenizer does not follow offsets
/// (those from GGUF and SentencePiece files).
/// </param>
public sealed record TextEncoding(int[] Ids, int[] TypeIds, (int Start, int End)[] Offsets);
