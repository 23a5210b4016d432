namespace Strata.Tokenizers.HuggingFace.WordModels;

/// <summary>How a BPE model spells words and treats what it lacks.</summary>
internal sealed record BytePairWordOptions
{
    public int? UnknownId { get; init; }

    public string ContinuingPrefix { get; init; } = string.Empty;

    public string EndSuffix { get; init; } = string.Empty;

    public bool FuseUnknown { get; init; }

    public bool ByteFallback { get; init; }

    /// <summary>A word that is a token as it stands is not built by merges.</summary>
    public bool WholeWords { get; init; }
}
