using Strata.Numerics.Matrices.Jobs;

namespace Strata.Numerics.Matrices.Float;

/// <summary>A product with its activations padded and laid out in tiles.</summary>
internal unsafe struct FloatJob
{
    public MatMulJob Product;

    /// <summary>Activations: tile | k in lane widths | token of tile | lanes.</summary>
    public float* X;

    /// <summary>Columns rounded up to the lane width.</summary>
    public int Padded;

    /// <summary>Tokens per tile, 1 or 3.</summary>
    public int TileTokens;

    public int RowsPerChunk;

    public readonly int Tiles => (Product.Tokens + TileTokens - 1) / TileTokens;

    public readonly float* Tile(int tile) => X + ((long)tile * TileTokens * Padded);
}
