using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Strata.Numerics.Quant.Formats;
using Strata.Numerics.Threads;
using Strata.Numerics.Vectors;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>
/// Few tokens: weights are unpacked in registers, four rows at a time, once per token.
/// Order per output, shared with <see cref="IntegerTile{TDot}"/>: eight lanes add float(lane sum)·(scale·scale) group after group,
/// fused; <see cref="Lanes"/> folds them; then comes Σ minimum·sum, eight lanes over the groups.
/// </summary>
internal static unsafe class IntegerGemv<TFormat, TDot>
    where TFormat : IVectorFormat
    where TDot : IPairDot
{
    private const int Tile = 4;

    public static void Chunk(void* state, int chunk)
    {
        ref readonly var job = ref Unsafe.AsRef<IntegerJob>(state);
        var shape = job.Activations.Shape;
        var scratch = (float*)ScratchBuffer.Own(3L * Tile * shape.GroupsPadded * sizeof(float));
        var end = Math.Min(job.Product.Rows, (chunk + 1) * job.RowsPerChunk);
        for (var r = chunk * job.RowsPerChunk; r < end; r += Tile)
        {
            Rows(job, r, end, scratch);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows(in IntegerJob job, int first, int end, float* scratch)
    {
        var shape = job.Activations.Shape;
        var pad = shape.GroupsPadded;
        var (scales, minima, products) = (new Strip(scratch, pad), new Strip(scratch + (4 * pad), pad), new Strip(scratch + (8 * pad), pad));
        var rows = stackalloc byte*[Tile];
        for (var i = 0; i < Tile; i++)
        {
            // Past the end the last row is computed again; its result is the same.
            rows[i] = job.Product.Row(Math.Min(first + i, end - 1));
            TFormat.Scales(rows[i], shape.Groups, scales[i], minima[i]);
            Strip.Clear(minima[i], shape.Groups, pad);
        }

        for (var t = 0; t < shape.Tokens; t++)
        {
            var sums = job.Activations.TokenSums(t);
            for (var i = 0; i < Tile; i++)
            {
                Strip.Multiply(scales[i], job.Activations.TileScales(t), products[i], shape.Groups);
            }

            var y = job.Product.Y + ((long)t * job.Product.Rows);
            Dot(rows, job.Activations.Tile(t), products, shape.Groups, out var results);
            for (var i = 0; i < Tile; i++)
            {
                y[Math.Min(first + i, end - 1)] = results[i] + (TFormat.HasMinimum ? Strip.Dot(minima[i], sums, pad) : 0f);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dot(byte** rows, short* x, Strip products, int groups, out Vector128<float> results)
    {
        byte* r0 = rows[0], r1 = rows[1], r2 = rows[2], r3 = rows[3];
        float* p0 = products[0], p1 = products[1], p2 = products[2], p3 = products[3];
        var (a0, a1, a2, a3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var g = 0; g < groups; g++, x += 32)
        {
            var (x0, x1) = (Vector256.Load(x), Vector256.Load(x + 16));
            TFormat.Unpack(r0, g, out var low, out var high);
            a0 = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(TDot.Dot(low, high, x0, x1)), Vector256.Create(p0[g]), a0);
            TFormat.Unpack(r1, g, out low, out high);
            a1 = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(TDot.Dot(low, high, x0, x1)), Vector256.Create(p1[g]), a1);
            TFormat.Unpack(r2, g, out low, out high);
            a2 = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(TDot.Dot(low, high, x0, x1)), Vector256.Create(p2[g]), a2);
            TFormat.Unpack(r3, g, out low, out high);
            a3 = Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(TDot.Dot(low, high, x0, x1)), Vector256.Create(p3[g]), a3);
        }

        results = Vector128.Create(Lanes.Sum(a0), Lanes.Sum(a1), Lanes.Sum(a2), Lanes.Sum(a3));
    }
}
