using System.Runtime.CompilerServices;
using Strata.Numerics.Quant.Formats;
using Strata.Numerics.Threads;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>
/// Many tokens: four rows are unpacked once, then meet all tokens in tiles. Tokens go in blocks that stay in the second-level cache
/// while the rows of the chunk pass by.
/// </summary>
internal static unsafe class IntegerGemm<TFormat, TSum>
    where TFormat : IVectorFormat
    where TSum : IPairSum
{
    private const int Rows = 4;
    private const long BlockBytes = 256 << 10;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Chunk(void* state, int chunk)
    {
        ref readonly var job = ref Unsafe.AsRef<IntegerJob>(state);
        var shape = job.Activations.Shape;
        var panel = new RowPanel(ScratchBuffer.Own(RowPanel.Bytes(shape.Groups, shape.GroupsPadded)), shape.Groups, shape.GroupsPadded);
        var block = (int)Math.Max(2, BlockBytes / (shape.Groups * 64L * shape.Width)) & ~1;
        var end = Math.Min(job.Product.Rows, (chunk + 1) * job.RowsPerChunk);
        var rows = stackalloc byte*[Rows];
        for (var tile = 0; tile < shape.Tiles; tile += block)
        {
            for (var r = chunk * job.RowsPerChunk; r < end; r += Rows)
            {
                for (var i = 0; i < Rows; i++)
                {
                    rows[i] = job.Product.Row(Math.Min(r + i, end - 1));
                }

                panel.Load<TFormat>(rows);
                Tiles(job, panel, (r, Math.Min(Rows, end - r)), (tile, Math.Min(shape.Tiles, tile + block)));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tiles(in IntegerJob job, in RowPanel panel, (int First, int Count) rows, (int From, int To) tiles)
    {
        var results = stackalloc float[64];
        for (var tile = tiles.From; tile < tiles.To; tile += 2)
        {
            IntegerTile<TSum>.Run(panel, job.Activations, tile, tile + 1 < tiles.To, TFormat.HasMinimum, results);
            var count = Math.Min(16, Math.Min(job.Product.Tokens, tiles.To * 8) - (tile * 8));
            for (var j = 0; j < count; j++)
            {
                var y = job.Product.Y + (((tile * 8L) + j) * job.Product.Rows) + rows.First;
                for (var i = 0; i < rows.Count; i++)
                {
                    y[i] = results[(i * 16) + j];
                }
            }
        }
    }
}
