using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.SentencePiece;

/// <summary>What a SentencePiece <c>.model</c> file holds that encoding needs.</summary>
internal sealed class SentencePieceModel
{
    public List<string> Pieces { get; } = [];

    public List<float> Scores { get; } = [];

    public List<TokenKind> Kinds { get; } = [];

    /// <summary>1 unigram, 2 BPE, 3 words, 4 characters.</summary>
    public int ModelType { get; set; } = 1;

    public bool ByteFallback { get; set; }

    public bool WhitespaceAsSuffix { get; set; }

    public string BosPiece { get; set; } = "<s>";

    public string EosPiece { get; set; } = "</s>";

    public string PadPiece { get; set; } = "<pad>";

    public string? UnknownSurface { get; set; }

    public byte[] Rules { get; set; } = [];

    public bool AddDummyPrefix { get; set; } = true;

    public bool RemoveExtraWhitespaces { get; set; } = true;

    public bool EscapeWhitespaces { get; set; } = true;

    /// <summary>The options, once the rules were read.</summary>
    public SentencePieceOptions Options(Charsmap? rules) => new()
    {
        Rules = rules,
        AddDummyPrefix = AddDummyPrefix,
        RemoveExtraWhitespaces = RemoveExtraWhitespaces,
        EscapeWhitespaces = EscapeWhitespaces,
        WhitespaceAsSuffix = WhitespaceAsSuffix,
        UnknownSurface = UnknownSurface ?? " \u2047 ",
    };
}
