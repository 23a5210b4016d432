using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Strata.Numerics.Quant.Formats;
using Strata.Numerics.Threads;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>
/// Few tokens: weights are unpacked in registers, four rows at a time, once per token.
/// Order per output, shared with <see cref="IntegerTile{TSum}"/>: for each group the exact integer sum of 32 products, then
/// r = fma(sum, weight scale · activation scale, r), then, for formats with minima, r = fma(minimum, activation sum, r).
/// </summary>
internal static unsafe class IntegerGemv<TFormat, TSum>
    where TFormat : IVectorFormat
    where TSum : IPairSum
{
    private const int Tile = 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Chunk(void* state, int chunk)
    {
        ref readonly var job = ref Unsafe.AsRef<IntegerJob>(state);
        var shape = job.Activations.Shape;
        var factors = new RowFactors((float*)ScratchBuffer.Own(RowFactors.Bytes(shape.GroupsPadded)), shape.Groups, shape.GroupsPadded);
        var end = Math.Min(job.Product.Rows, (chunk + 1) * job.RowsPerChunk);
        var rows = stackalloc byte*[Tile];
        for (var r = chunk * job.RowsPerChunk; r < end; r += Tile)
        {
            for (var i = 0; i < Tile; i++)
            {
                // Past the end the last row is computed again; its result is the same.
                rows[i] = job.Product.Row(Math.Min(r + i, end - 1));
            }

            factors.Load<TFormat>(rows);
            for (var t = 0; t < shape.Tokens; t++)
            {
                var y = job.Product.Y + ((long)t * job.Product.Rows);
                var results = Dot(rows, factors, job.Activations, t);
                for (var i = 0; i < Tile; i++)
                {
                    y[Math.Min(r + i, end - 1)] = results[i];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector128<float> Dot(byte** rows, in RowFactors factors, in ActivationTiles activations, int token)
    {
        byte* r0 = rows[0], r1 = rows[1], r2 = rows[2], r3 = rows[3];
        float* scales = factors.Scales, minima = factors.Minima, scale = activations.Scales(token), sum = activations.Sums(token);
        var x = (short*)activations.Codes(token);
        var result = Vector128<float>.Zero;
        var groups = activations.Shape.Groups;
        for (var g = 0; g < groups; g++, x += 32)
        {
            var (x0, x1) = (Vector256.Load(x), Vector256.Load(x + 16));
            var ab = Avx2.HorizontalAdd(Row(r0, g, x0, x1), Row(r1, g, x0, x1));
            var cd = Avx2.HorizontalAdd(Row(r2, g, x0, x1), Row(r3, g, x0, x1));
            var all = Avx2.HorizontalAdd(ab, cd);
            var total = Vector128.ConvertToSingle(all.GetLower() + all.GetUpper());
            var factor = Vector128.Load(scales + (4 * g)) * Vector128.Create(scale[g]);
            result = Vector128.FusedMultiplyAdd(total, factor, result);
            if (TFormat.HasMinimum)
            {
                result = Vector128.FusedMultiplyAdd(Vector128.Load(minima + (4 * g)), Vector128.Create(sum[g]), result);
            }
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Row(byte* row, int group, Vector256<short> x0, Vector256<short> x1)
    {
        TFormat.Unpack(row, group, out var low, out var high);
        return TSum.Add(Avx2.MultiplyAddAdjacent(low, x0), high, x1);
    }
}
