using Strata.Numerics.Matrices.Jobs;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>A product with its quantised activations, as the chunks see it.</summary>
internal readonly struct IntegerJob(in MatMulJob product, in ActivationTiles activations, int rowsPerChunk)
{
    public readonly MatMulJob Product = product;
    public readonly ActivationTiles Activations = activations;
    public readonly int RowsPerChunk = rowsPerChunk;
}
