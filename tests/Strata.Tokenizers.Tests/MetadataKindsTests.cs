using Strata.Tokenizers.Loading;

namespace Strata.Tokenizers.Tests;

/// <summary>The kinds of GGUF vocabularies besides byte pairs.</summary>
public sealed class MetadataKindsTests
{
    private static readonly TokenizerMetadata SentencePiece = new()
    {
        Model = "llama",
        Tokens = ["<unk>", "<s>", "</s>", .. Enumerable.Range(0, 256).Select(b => $"<0x{b:X2}>"), "▁", "l", "o", "w", "lo", "low", "▁low", "<tool>"],
        Scores = [.. Enumerable.Repeat(0f, 259), -9, -9, -9, -9, -1, -2, -3, 0],
        TokenTypes = [2, 3, 3, .. Enumerable.Repeat(6, 256), 1, 1, 1, 1, 1, 1, 1, 4],
    };

    private static readonly TokenizerMetadata Bert = new()
    {
        Model = "bert",
        Tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "▁play", "ing", "▁!", "▁cafe", "▁中"],
        TokenTypes = [3, 2, 3, 3, 1, 1, 1, 1, 1],
        PaddingId = 0,
        UnknownId = 1,
        ClassifierId = 2,
        SeparatorId = 3,
    };

    [Theory]
    [InlineData("low", "▁low")]
    [InlineData("lowé", "▁low <0xC3> <0xA9>")]
    [InlineData("low<tool>low", "▁low <tool> ▁low")]
    [InlineData("<s>", "▁ <0x3C> <0x73> <0x3E>")]
    public void Scored_pairs(string text, string tokens)
    {
        var tokenizer = TokenizerFactory.FromMetadata(SentencePiece).Value;
        var ids = tokenizer.Encode(text, default);
        Assert.Equal(tokens.Split(' '), ids.Select(tokenizer.TokenText));
        Assert.Equal(text.Replace("<tool>low", "<tool> low"), tokenizer.Decode(ids, skipSpecial: true));
    }

    [Fact]
    public void Begin_of_sequence_is_added_where_the_kind_wants_it()
    {
        var tokenizer = TokenizerFactory.FromMetadata(SentencePiece).Value;
        Assert.Equal("<s>", tokenizer.TokenText(tokenizer.Encode("low", new EncodeOptions(AddSpecial: true, ParseSpecial: false))[0]));
    }

    [Theory]
    [InlineData("Playing !", "▁play ing ▁!")]
    [InlineData("café中", "▁cafe ▁中")]
    [InlineData("playful!", "[UNK] ▁!")]
    public void Word_pieces(string text, string tokens)
    {
        var tokenizer = TokenizerFactory.FromMetadata(Bert).Value;
        Assert.Equal(tokens.Split(' '), tokenizer.Encode(text, default).Select(tokenizer.TokenText));
    }

    [Fact]
    public void A_pair_is_framed_and_typed()
    {
        var tokenizer = TokenizerFactory.FromMetadata(Bert).Value;
        var both = tokenizer.EncodePair("play", "cafe!", new EncodeOptions(AddSpecial: true, ParseSpecial: false));
        Assert.Equal(["[CLS]", "▁play", "[SEP]", "▁cafe", "▁!", "[SEP]"], both.Ids.Select(tokenizer.TokenText));
        Assert.Equal([0, 0, 0, 1, 1, 1], both.TypeIds);
    }

    [Fact]
    public void Unigram_takes_the_best_path()
    {
        var metadata = new TokenizerMetadata
        {
            Model = "t5",
            Tokens = ["<pad>", "</s>", "<unk>", "▁", "a", "b", "ab", "▁a"],
            Scores = [0, 0, 0, -2, -3, -3, -1, -4],
            TokenTypes = [3, 3, 2, 1, 1, 1, 1, 1],
            AddSpacePrefix = true,
            RemoveExtraWhitespaces = true,
        };
        var tokenizer = TokenizerFactory.FromMetadata(metadata).Value;
        Assert.Equal(["▁", "ab", "<unk>", "</s>"], tokenizer.Encode("  abzz ", new EncodeOptions(true, false)).Select(tokenizer.TokenText));
    }

    [Fact]
    public void Metadata_that_contradict_themselves_are_a_problem()
    {
        Assert.False(TokenizerFactory.FromMetadata(SentencePiece with { Scores = [1f] }).IsOk);
        Assert.False(TokenizerFactory.FromMetadata(SentencePiece with { Scores = null }).IsOk);
        Assert.False(TokenizerFactory.FromMetadata(SentencePiece with { TokenTypes = [1] }).IsOk);
        Assert.False(TokenizerFactory.FromMetadata(Bert with { Tokens = [] }).IsOk);
        Assert.False(TokenizerFactory.FromMetadata(TinyVocabulary.Metadata() with { Merges = null }).IsOk);
        Assert.False(TokenizerFactory.FromMetadata(Bert with { Model = "abacus" }).IsOk);
    }
}
