using Strata.Tokenizers.Loading;

namespace Strata.Tokenizers.Tests;

/// <summary>Two million equal signs: anything quadratic would not end within the test run.</summary>
public sealed class LongTextTests
{
    private const int Length = 2_000_000;

    [Theory]
    [InlineData("smollm", 'a', Length / 2)]
    [InlineData("llama-bpe", 'a', Length / 2)]
    [InlineData("gpt-2", ' ', Length)]
    [InlineData("deepseek-llm", '\u3000', 3 * Length)]
    [InlineData("gpt-4o", '.', Length)]
    public void Byte_pairs_take_a_long_run(string pre, char sign, int tokens)
    {
        var text = new string(sign, Length) + "é";
        Assert.InRange(TinyVocabulary.Load(pre).Encode(text, default).Length, tokens, tokens + 4);
    }

    [Fact]
    public void SentencePiece_takes_a_long_run()
    {
        var metadata = new TokenizerMetadata
        {
            Model = "llama",
            Tokens = ["<unk>", "<s>", "</s>", "a", "aa", "aaaa", "▁"],
            Scores = [0, 0, 0, -3, -1, -2, -4],
            TokenTypes = [2, 3, 3, 1, 1, 1, 1],
        };
        var ids = TokenizerFactory.FromMetadata(metadata).Value.Encode(new string('a', Length), default);
        Assert.Equal(1 + (Length / 4), ids.Length);
    }
}
