using Strata.Numerics.Quant;

namespace Strata.Numerics.Matrices.Jobs;

/// <summary>One product with its addresses pinned; lives on the caller's stack while workers read it.</summary>
internal unsafe struct MatMulJob
{
    public QuantType Type;
    public byte* Weights;
    public long RowBytes;
    public int Rows;
    public int Columns;
    public float* X;
    public int Tokens;
    public float* Y;

    public readonly byte* Row(int row) => Weights + (row * RowBytes);
}
