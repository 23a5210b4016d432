namespace Strata.Inference.Specs;

/// <summary>The shape of a decoder, as read from the file and checked for consistency.</summary>
internal sealed record ModelSpec
{
    public required string Architecture { get; init; }

    public required int Layers { get; init; }

    /// <summary>Width of the residual stream.</summary>
    public required int Width { get; init; }

    public required int FeedForwardWidth { get; init; }

    public required int Heads { get; init; }

    /// <summary>Heads of keys and values; each serves <see cref="HeadsPerKv"/> heads of queries.</summary>
    public required int KvHeads { get; init; }

    public required int KeyLength { get; init; }

    public required int ValueLength { get; init; }

    public required int Vocabulary { get; init; }

    /// <summary>Tokens the model was trained to see.</summary>
    public required int ContextLength { get; init; }

    public required float RmsEpsilon { get; init; }

    public required RopeSpec Rope { get; init; }

    public int HeadsPerKv => Heads / KvHeads;

    public int QueryWidth => Heads * KeyLength;

    public int KeyWidth => KvHeads * KeyLength;

    public int ValueWidth => KvHeads * ValueLength;

    /// <summary>Width of what attention gives, before the output projection.</summary>
    public int AttentionWidth => Heads * ValueLength;

    /// <summary>Numbers that the cache keeps per token, over all layers.</summary>
    public int CacheWidth => Layers * (KeyWidth + ValueWidth);
}
