namespace Strata.Tokenizers.HuggingFace.WordModels;

/// <summary>A token of a word, and the UTF-16 range of the word it stands for. A token may be part of a code point and then stands for the whole.</summary>
/// <param name="Id">The token.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="End">Where it ends, exclusive.</param>
internal readonly record struct WordToken(int Id, int Start, int End);
