using Strata.Tokenizers.Loading;

namespace Strata.Tokenizers.Tests;

public sealed class SentencePieceTests
{
    private static readonly (string, float, int)[] Pieces =
    [
        ("<unk>", 0, 2), ("<s>", 0, 3), ("</s>", 0, 3), ("▁", -5, 1), ("l", -6, 1), ("o", -6, 1), ("lo", -1, 1), ("▁lo", -2, 1), ("<sep>", 0, 4), ("lol", -3, 5),
    ];

    [Theory]
    [InlineData(2, "lo  lo ", "▁lo ▁lo")]
    [InlineData(1, "lo lo", "▁lo ▁lo")]
    [InlineData(2, "lo<sep>lo", "▁lo <sep> lo")]
    [InlineData(2, "loxyz", "▁lo <unk>")]
    [InlineData(1, "xyz</s>", "▁ <unk>")]
    [InlineData(2, "olol", "▁ o lo l")]
    public void Pieces_of_a_model_file(int type, string text, string pieces)
    {
        var tokenizer = TokenizerFactory.FromSentencePiece(TinyModel.Write(type, false, Pieces)).Value;
        Assert.Equal(pieces.Split(' '), tokenizer.Encode(text, default).Select(tokenizer.TokenText));
    }

    [Fact]
    public void Unknown_text_becomes_bytes_where_the_model_has_them_and_comes_back()
    {
        var bytes = Enumerable.Range(0, 256).Select(b => ($"<0x{b:X2}>", 0f, 6));
        var tokenizer = TokenizerFactory.FromSentencePiece(TinyModel.Write(2, true, [.. Pieces, .. bytes])).Value;
        var ids = tokenizer.Encode("lo 🦊", default);
        Assert.Equal(["▁lo", "▁", "<0xF0>", "<0x9F>", "<0xA6>", "<0x8A>"], ids.Select(tokenizer.TokenText));
        Assert.Equal("lo 🦊", tokenizer.Decode(ids, skipSpecial: true));
        Assert.Equal("lo \uFFFD\uFFFD", tokenizer.Decode(ids.AsSpan(0, 4), skipSpecial: true));
    }

    [Fact]
    public void A_model_without_an_unknown_piece_or_cut_short_is_a_problem()
    {
        Assert.False(TokenizerFactory.FromSentencePiece(TinyModel.Write(2, false, ("a", 0, 1))).IsOk);
        Assert.False(TokenizerFactory.FromSentencePiece(TinyModel.Write(2, false, Pieces).AsSpan(0, 20)).IsOk);
        Assert.False(TokenizerFactory.FromSentencePiece([]).IsOk);
    }
}
