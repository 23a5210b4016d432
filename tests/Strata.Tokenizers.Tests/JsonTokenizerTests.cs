using System.Text;
using Strata.Tokenizers.Loading;

namespace Strata.Tokenizers.Tests;

public sealed class JsonTokenizerTests
{
    private static readonly EncodeOptions Plain = new(AddSpecial: false, ParseSpecial: true);

    [Theory]
    [InlineData("low LOW", "low Ġlow")]
    [InlineData("low <s>", "low Ġ <s>")]
    [InlineData("low  [M]low", "low [M] low")]
    [InlineData("Cat cats", "cat Ġ c a t s")]
    [InlineData("é", "Ã ©")]
    public void Byte_pairs_with_added_tokens(string text, string tokens)
    {
        var tokenizer = TinyJson.Load(TinyJson.BytePair);
        Assert.Equal(tokens.Split(' '), tokenizer.Encode(text, Plain).Select(tokenizer.TokenText));
    }

    [Fact]
    public void Offsets_count_code_points_of_the_input()
    {
        var encoding = TinyJson.Load(TinyJson.BytePair).EncodePair("é LOW", null, new EncodeOptions(true, true));
        Assert.Equal([(0, 0), (0, 1), (0, 1), (1, 5)], encoding.Offsets);
    }

    [Fact]
    public void A_pair_follows_the_template()
    {
        var encoding = TinyJson.Load(TinyJson.BytePair).EncodePair("low", "low", new EncodeOptions(true, true));
        Assert.Equal([5, 20, 5], encoding.Ids);
        Assert.Equal([0, 1, 1], encoding.TypeIds);
    }

    [Fact]
    public void A_user_cannot_spell_a_special_token()
    {
        var words = TinyJson.Load(TinyJson.WordLevel);
        Assert.Equal([2, 1], words.Encode("go <x>", default));
        Assert.Equal([2, 0], words.Encode("go <x>", Plain));
        Assert.DoesNotContain(20, TinyJson.Load(TinyJson.BytePair).EncodeSegments([new("low", true), new("<s>", false)], false));
    }

    [Theory]
    [InlineData("Cafés, play", "cafe ##s , play")]
    [InlineData("zoo", "[UNK]")]
    public void Word_pieces(string text, string tokens)
    {
        var tokenizer = TinyJson.Load(TinyJson.WordPiece);
        Assert.Equal(tokens.Split(' '), tokenizer.Encode(text, Plain).Select(tokenizer.TokenText));
    }

    [Fact]
    public void Decoding_joins_pieces_and_cleans_up()
    {
        var tokenizer = TinyJson.Load(TinyJson.WordPiece);
        var ids = tokenizer.Encode("cafes , play", new EncodeOptions(true, true));
        Assert.Equal("cafes, play", tokenizer.Decode(ids, skipSpecial: true));
        Assert.StartsWith("[CLS]", tokenizer.Decode(ids, skipSpecial: false));
    }

    [Fact]
    public void Unigram_over_normalised_words()
    {
        var tokenizer = TinyJson.Load(TinyJson.Unigram);
        Assert.Equal(["▁fi", "▁", "x", "xx", "<unk>"], tokenizer.Encode("ﬁ   xxxqq", Plain).Select(tokenizer.TokenText));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"merges\":[\"a b\"]}}")]
    [InlineData("{\"model\":{\"type\":\"WordLevel\",\"vocab\":{\"a\":-1}}}")]
    [InlineData("{\"model\":{\"type\":\"WordLevel\",\"vocab\":{\"\\ud800\":1}}}")]
    [InlineData("{\"model\":{\"type\":\"Hexagram\"}}")]
    [InlineData("{\"model\":{\"type\":\"WordLevel\",\"vocab\":{\"a\":0}},\"pre_tokenizer\":{\"type\":\"Split\",\"pattern\":{\"Regex\":\"(\"},\"behavior\":\"Removed\"}}")]
    public void What_cannot_be_used_is_a_problem(string json) => Assert.False(TokenizerFactory.FromJson(Encoding.UTF8.GetBytes(json)).IsOk);
}
