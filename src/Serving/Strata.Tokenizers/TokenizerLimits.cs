namespace Strata.Tokenizers;

/// <summary>The bounds every vocabulary is checked against before anything is built from it.</summary>
internal static class TokenizerLimits
{
    public const int FileBytesMax = 256 << 20;
    public const int TokensMax = 4_000_000;
    public const int MergesMax = 8_000_000;
    public const int TokenCharsMax = 8_192;
    public const int VocabularyCharsMax = 32 << 20;
    public const int AddedTokensMax = 100_000;
    public const int CharsmapBytesMax = 16 << 20;
    public const int PatternCharsMax = 16_384;
    public const int PipelineStepsMax = 64;
    public const int JsonDepthMax = 32;
}
