using System.Runtime.CompilerServices;
using Strata.Numerics.Matrices.Jobs;
using Strata.Numerics.Quant;
using Strata.Numerics.Threads;

namespace Strata.Numerics.Matrices.Float;

/// <summary>
/// The exact path: four rows are expanded to f32 (or used where they lie), then meet all tokens. Tokens go in blocks that stay in the
/// second-level cache.
/// </summary>
internal static unsafe class FloatMatMul<TTile>
    where TTile : IFloatTile
{
    private const int RowsPerTile = 4;
    private const long BlockBytes = 256 << 10;

    public static void Run(in MatMulJob job, WorkerPool pool)
    {
        var padded = (job.Columns + TTile.Width - 1) / TTile.Width * TTile.Width;
        var state = new FloatJob
        {
            Product = job,
            Padded = padded,
            TileTokens = job.Tokens < 3 ? 1 : 3,
            RowsPerChunk = RowShare.PerChunk(job, pool.Threads),
        };
        state.X = (float*)ScratchBuffer.Shared((long)state.Tiles * state.TileTokens * padded * sizeof(float));
        Pack(state);
        pool.Run(&state, &Chunk, (job.Rows + state.RowsPerChunk - 1) / state.RowsPerChunk);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(in FloatJob job)
    {
        for (var token = 0; token < job.Tiles * job.TileTokens; token++)
        {
            var source = token < job.Product.Tokens
                ? new ReadOnlySpan<float>(job.Product.X + ((long)token * job.Product.Columns), job.Product.Columns)
                : [];
            var target = job.Tile(token / job.TileTokens) + (token % job.TileTokens * TTile.Width);
            for (var k = 0; k < job.Padded; k += TTile.Width, target += TTile.Width * job.TileTokens)
            {
                var lanes = new Span<float>(target, TTile.Width);
                var some = source[Math.Min(k, source.Length)..Math.Min(k + TTile.Width, source.Length)];
                some.CopyTo(lanes);
                lanes[some.Length..].Clear();
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Chunk(void* state, int chunk)
    {
        ref readonly var job = ref Unsafe.AsRef<FloatJob>(state);
        var buffer = (float*)ScratchBuffer.Own((long)RowsPerTile * job.Padded * sizeof(float));
        var block = (int)Math.Max(1, BlockBytes / ((long)job.Padded * job.TileTokens * sizeof(float)));
        var end = Math.Min(job.Product.Rows, (chunk + 1) * job.RowsPerChunk);
        var rows = stackalloc float*[RowsPerTile];
        for (var tile = 0; tile < job.Tiles; tile += block)
        {
            for (var r = chunk * job.RowsPerChunk; r < end; r += RowsPerTile)
            {
                for (var i = 0; i < RowsPerTile; i++)
                {
                    rows[i] = Expand(job, Math.Min(r + i, end - 1), buffer + (i * (long)job.Padded));
                }

                Tiles(job, rows, r, Math.Min(RowsPerTile, end - r), (tile, Math.Min(job.Tiles, tile + block)));
            }
        }
    }

    private static float* Expand(in FloatJob job, int row, float* buffer)
    {
        var product = job.Product;
        if (product.Type == QuantType.F32 && job.Padded == product.Columns)
        {
            return (float*)product.Row(row);
        }

        Dequantizer.Vector(product.Type, product.Row(row), product.Columns, buffer);
        new Span<float>(buffer + product.Columns, job.Padded - product.Columns).Clear();
        return buffer;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tiles(in FloatJob job, float** rows, int first, int count, (int From, int To) tiles)
    {
        var results = stackalloc float[RowsPerTile * 3];
        for (var tile = tiles.From; tile < tiles.To; tile++)
        {
            if (job.TileTokens == 1)
            {
                TTile.One(rows, job.Tile(tile), job.Padded, results);
            }
            else
            {
                TTile.Three(rows, job.Tile(tile), job.Padded, results);
            }

            for (var j = 0; j < job.TileTokens && (tile * job.TileTokens) + j < job.Product.Tokens; j++)
            {
                var y = job.Product.Y + ((((long)tile * job.TileTokens) + j) * job.Product.Rows) + first;
                for (var i = 0; i < count; i++)
                {
                    y[i] = results[(i * job.TileTokens) + j];
                }
            }
        }
    }
}
