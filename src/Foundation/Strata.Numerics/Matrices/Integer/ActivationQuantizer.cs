using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Strata.Numerics.Matrices.Integer;

/// <summary>
/// 32 f32 values to 16-bit integers and one scale: code = round(x · 16383 / max|x|). Why not 8 bits: with 256-bit vectors and no
/// byte dot product the 16-bit multiply-add costs the same instructions, and the error is 128 times smaller.
/// A group with an infinity or NaN gets scale NaN, so its token's results are NaN; one below 1e-30 counts as zero.
/// </summary>
internal static unsafe class ActivationQuantizer
{
    public const float Levels = 16383f; // 32 products of it with 4096, the largest weight code, still fit an int32
    public const float Smallest = 1e-30f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Group(float* x, short* codes, float* scale, float* sum)
    {
        var (a, b) = (Vector256.Load(x), Vector256.Load(x + 8));
        var (c, d) = (Vector256.Load(x + 16), Vector256.Load(x + 24));

        // Magnitudes compare as integers, and there NaN is larger than infinity and cannot get lost.
        var largest = LargestBits(Vector256.Max(Vector256.Max(Bits(a), Bits(b)), Vector256.Max(Bits(c), Bits(d))));
        var max = BitConverter.Int32BitsToSingle(largest);
        if (!(max >= Smallest && max <= float.MaxValue))
        {
            new Span<short>(codes, 32).Clear();
            *scale = *sum = max < Smallest ? 0f : float.NaN;
            return;
        }

        var inverse = Vector256.Create(Levels / max);
        var low = Pack(a * inverse, b * inverse);
        var high = Pack(c * inverse, d * inverse);
        low.Store(codes);
        high.Store(codes + 16);
        *scale = max / Levels;
        var ones = Vector256<short>.One;
        *sum = *scale * Vector256.Sum(Avx2.MultiplyAddAdjacent(low, ones) + Avx2.MultiplyAddAdjacent(high, ones));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Bits(Vector256<float> v) => v.AsInt32() & Vector256.Create(0x7FFF_FFFF);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LargestBits(Vector256<int> v)
    {
        var four = Vector128.Max(v.GetLower(), v.GetUpper());
        var two = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return Math.Max(two[0], two[1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Pack(Vector256<float> a, Vector256<float> b)
    {
        var packed = Avx2.PackSignedSaturate(Avx.ConvertToVector256Int32(a), Avx.ConvertToVector256Int32(b));
        return Avx2.Permute4x64(packed.AsInt64(), 0b11_01_10_00).AsInt16();
    }
}
