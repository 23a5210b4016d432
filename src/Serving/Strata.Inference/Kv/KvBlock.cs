namespace Strata.Inference.Kv;

/// <summary>Keys and values of up to <see cref="KvLayout.BlockTokens"/> tokens over all layers, in one of the two precisions.</summary>
internal sealed class KvBlock(KvLayout layout)
{
    public float[] Single { get; } = layout.Half ? [] : new float[layout.BlockSize];

    public Half[] Half { get; } = layout.Half ? new Half[layout.BlockSize] : [];
}
