using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.SentencePiece;

/// <summary>How text is prepared before the pieces are found, and put back together after.</summary>
internal sealed record SentencePieceOptions
{
    /// <summary>Normalisation rules, where the model has any.</summary>
    public Charsmap? Rules { get; init; }

    /// <summary>A blank is added in front (or behind), so that the first word looks like the others.</summary>
    public bool AddDummyPrefix { get; init; } = true;

    /// <summary>Blanks at both ends go, and runs become one.</summary>
    public bool RemoveExtraWhitespaces { get; init; } = true;

    /// <summary>Blanks become ▁.</summary>
    public bool EscapeWhitespaces { get; init; } = true;

    /// <summary>The added blank goes behind.</summary>
    public bool WhitespaceAsSuffix { get; init; }

    /// <summary>What decoding writes for the unknown token.</summary>
    public string UnknownSurface { get; init; } = " \u2047 ";
}
