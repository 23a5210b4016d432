using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Strata.Numerics.Vectors;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>Rows of per-group floats, each padded to a multiple of eight so that loops over groups need no tail.</summary>
internal readonly unsafe struct Strip(float* first, int pad)
{
    private readonly float* first = first;
    private readonly int pad = pad;

    public float* this[int row] => first + (row * pad);

    /// <summary>Zeroes the padding.</summary>
    public static void Clear(float* row, int groups, int padded)
    {
        for (var g = groups; g < padded; g++)
        {
            row[g] = 0f;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(float* a, float* b, float* y, int groups)
    {
        var g = 0;
        for (; g <= groups - 8; g += 8)
        {
            (Vector256.Load(a + g) * Vector256.Load(b + g)).Store(y + g);
        }

        for (; g < groups; g++)
        {
            y[g] = a[g] * b[g];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Dot(float* a, float* b, int padded)
    {
        var sum = Vector256<float>.Zero;
        for (var g = 0; g < padded; g += 8)
        {
            sum = Vector256.FusedMultiplyAdd(Vector256.Load(a + g), Vector256.Load(b + g), sum);
        }

        return Lanes.Sum(sum);
    }
}
