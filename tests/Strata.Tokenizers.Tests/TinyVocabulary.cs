using Strata.Tokenizers.Algorithms;
using Strata.Tokenizers.Loading;

namespace Strata.Tokenizers.Tests;

/// <summary>A byte-level vocabulary small enough to check by hand: 256 bytes, six merges, two control tokens.</summary>
internal static class TinyVocabulary
{
    public static readonly string[] Merges = ["h e", "l l", "ll o", "he llo", "Ġ hello", "a a"];

    public static TokenizerMetadata Metadata(string pre = "smollm")
    {
        string[] tokens =
        [
            .. Enumerable.Range(0, 256).Select(b => ByteAlphabet.CharOf((byte)b).ToString()),
            .. Merges.Select(m => m.Replace(" ", string.Empty)),
            "<|im_start|>", "<|im_end|>",
        ];
        var types = tokens.Select(t => t.StartsWith("<|", StringComparison.Ordinal) ? 3 : 1).ToArray();
        return new TokenizerMetadata { Model = "gpt2", Pre = pre, Tokens = tokens, TokenTypes = types, Merges = Merges };
    }

    public static Tokenizer Load(string pre = "smollm") => TokenizerFactory.FromMetadata(Metadata(pre)).Value;
}
