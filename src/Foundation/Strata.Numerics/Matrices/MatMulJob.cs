using Strata.Numerics.Quant;

namespace Strata.Numerics.Matrices;

/// <summary>One product with its addresses pinned; lives on the caller's stack while workers read it.</summary>
internal readonly unsafe struct MatMulJob(in WeightMatrix weights, float* x, int tokens, float* y)
{
    public readonly QuantType Type = weights.Type;
    public readonly byte* Weights = weights.Data;
    public readonly long RowBytes = weights.RowBytes;
    public readonly int Rows = weights.Rows;
    public readonly int Columns = weights.Columns;
    public readonly float* X = x;
    public readonly int Tokens = tokens;
    public readonly float* Y = y;

    public byte* Row(int row) => Weights + (row * RowBytes);
}
