using Strata.Inference.Specs;

namespace Strata.Inference.Kv;

/// <summary>
/// Where keys and values lie in a block of <see cref="BlockTokens"/> tokens:
/// <code>
/// layer 0 | keys   head 0: token 0 [KeyLength], token 1, …  head 1: …
///         | values head 0: token 0 [ValueLength], …
/// layer 1 | …
/// </code>
/// A head's tokens lie together, so attention reads straight runs.
/// </summary>
internal sealed class KvLayout(ModelSpec spec, bool half)
{
    /// <summary>Tokens of a block.</summary>
    public const int BlockTokens = 32;

    private readonly int keyPlane = BlockTokens * spec.KeyLength;
    private readonly int valuePlane = BlockTokens * spec.ValueLength;
    private readonly int layerSize = BlockTokens * (spec.KeyWidth + spec.ValueWidth);

    /// <summary>Whether numbers are kept in half precision.</summary>
    public bool Half => half;

    public int KeyLength => spec.KeyLength;

    public int ValueLength => spec.ValueLength;

    /// <summary>Numbers of a block.</summary>
    public int BlockSize => spec.Layers * layerSize;

    public long BlockBytes => (long)BlockSize * (half ? 2 : 4);

    /// <summary>The first number of a head's keys.</summary>
    public int Keys(int layer, int head) => (layer * layerSize) + (head * keyPlane);

    /// <summary>The first number of a head's values.</summary>
    public int Values(int layer, int head) => (layer * layerSize) + (spec.KvHeads * keyPlane) + (head * valuePlane);

    public static int BlocksFor(int tokens) => (tokens + BlockTokens - 1) / BlockTokens;
}
