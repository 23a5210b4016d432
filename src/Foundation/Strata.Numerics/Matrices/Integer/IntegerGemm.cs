using System.Runtime.CompilerServices;
using Strata.Numerics.Quant.Formats;
using Strata.Numerics.Threads;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>
/// Many tokens: eight rows are unpacked once, then meet all tokens in tiles of 2 rows × 4 tokens. Tokens go in blocks that stay in
/// the second-level cache while the rows of the chunk pass by.
/// </summary>
internal static unsafe class IntegerGemm<TFormat, TDot>
    where TFormat : IVectorFormat
    where TDot : IPairDot
{
    private const long BlockBytes = 192 << 10;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Chunk(void* state, int chunk)
    {
        ref readonly var job = ref Unsafe.AsRef<IntegerJob>(state);
        var shape = job.Activations.Shape;
        var panel = new RowPanel(ScratchBuffer.Own(RowPanel.Bytes(shape.Groups, shape.GroupsPadded)), shape.Groups, shape.GroupsPadded);
        var block = (int)Math.Max(1, BlockBytes / (shape.Groups * 64L * shape.Width));
        var end = Math.Min(job.Product.Rows, (chunk + 1) * job.RowsPerChunk);
        for (var tile = 0; tile < shape.Tiles; tile += block)
        {
            for (var r = chunk * job.RowsPerChunk; r < end; r += RowPanel.Rows)
            {
                Block(job, panel, r, Math.Min(RowPanel.Rows, end - r), tile, Math.Min(shape.Tiles, tile + block));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block(in IntegerJob job, in RowPanel panel, int first, int rows, int tile, int lastTile)
    {
        for (var i = 0; i < RowPanel.Rows; i++)
        {
            panel.Load<TFormat>(job.Product.Row(first + Math.Min(i, rows - 1)), i);
        }

        for (; tile < lastTile; tile++)
        {
            for (var pair = 0; pair * 2 < rows; pair++)
            {
                Pair(job, panel, first, rows, tile, pair);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pair(in IntegerJob job, in RowPanel panel, int first, int rows, int tile, int pair)
    {
        var results = stackalloc float[8];
        ref readonly var tiles = ref job.Activations;
        IntegerTile<TDot>.Dot(
            panel.Codes(pair), panel.Scales(pair), tiles.Tile(tile), tiles.TileScales(tile), tiles.Shape.Groups, results);
        for (var i = 0; i < 2 && (pair * 2) + i < rows; i++)
        {
            Write(job, panel, first, (pair * 2) + i, tile, results + (i * 4));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Write(in IntegerJob job, in RowPanel panel, int first, int row, int tile, float* results)
    {
        var shape = job.Activations.Shape;
        for (var j = 0; j < 4 && (tile * 4) + j < shape.Tokens; j++)
        {
            var token = (tile * 4) + j;
            var sum = results[j];
            if (TFormat.HasMinimum)
            {
                sum += Strip.Dot(panel.Minima(row), job.Activations.TokenSums(token), shape.GroupsPadded);
            }

            job.Product.Y[((long)token * job.Product.Rows) + first + row] = sum;
        }
    }
}
