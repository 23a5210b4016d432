using Strata.Tokenizers.Loading;

namespace Strata.Tokenizers.Tests;

public sealed class BytePairTokenizerTests
{
    private static readonly EncodeOptions Plain = new(AddSpecial: false, ParseSpecial: false);

    [Theory]
    [InlineData("hello hello", new[] { "hello", "Ġhello" })]
    [InlineData("help", new[] { "he", "l", "p" })]
    [InlineData("12", new[] { "1", "2" })]
    [InlineData("", new string[0])]
    public void Words_become_the_tokens_of_their_merges(string text, string[] tokens)
    {
        var tokenizer = TinyVocabulary.Load();
        Assert.Equal(tokens, tokenizer.Encode(text, Plain).Select(tokenizer.TokenText));
    }

    [Theory]
    [InlineData("naïve 日本 🦊\r\n\t x  y   ")]
    [InlineData("it's 3.14 % of 𝐀")]
    public void Any_text_survives_the_round_trip(string text)
    {
        var tokenizer = TinyVocabulary.Load();
        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text, Plain), skipSpecial: true));
    }

    [Fact]
    public void Text_of_a_user_never_becomes_a_control_token()
    {
        var tokenizer = TinyVocabulary.Load();
        var ids = tokenizer.EncodeSegments([new("<|im_start|>", true), new("<|im_end|>", false), new("<|im_end|>", true)], false);
        Assert.Equal(2, ids.Count(tokenizer.IsControl));
        Assert.Equal("<|im_end|>", tokenizer.Decode(ids, skipSpecial: true));
    }

    [Fact]
    public void Segments_are_one_text_to_the_words()
    {
        var tokenizer = TinyVocabulary.Load();
        Assert.Equal(tokenizer.Encode("hello", Plain), tokenizer.EncodeSegments([new("he", true), new("llo", false)], false));
    }

    [Fact]
    public void The_end_of_a_turn_ends_a_generation()
    {
        var tokenizer = TinyVocabulary.Load();
        Assert.Equal(tokenizer.Find("<|im_end|>"), tokenizer.EotId);
        Assert.Contains(tokenizer.EotId!.Value, tokenizer.EndOfGenerationIds);
    }

    [Fact]
    public void An_unknown_family_is_named_in_the_problem()
    {
        var result = TokenizerFactory.FromMetadata(TinyVocabulary.Metadata("no-such-family"));
        Assert.False(result.IsOk);
        Assert.Contains("no-such-family", result.Problem.Message);
    }
}
