using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Strata.Numerics.Halves;
using Strata.Numerics.Quant.Formats;

namespace Strata.Numerics.Quant;

public static unsafe partial class Dequantizer
{
    internal static void Vector(QuantType type, byte* source, int columns, float* target)
    {
        switch (type)
        {
            case QuantType.F16: HalfConvert.WidenVector(new(source, columns), new(target, columns)); break;
            case QuantType.BF16: HalfConvert.WidenBFloatVector(new(source, columns), new(target, columns)); break;
            case QuantType.Q4_0: Groups<Q4_0>(source, columns, target); break;
            case QuantType.Q4_1: Groups<Q4_1>(source, columns, target); break;
            case QuantType.Q5_0: Groups<Q5_0>(source, columns, target); break;
            case QuantType.Q5_1: Groups<Q5_1>(source, columns, target); break;
            case QuantType.Q8_0: Groups<Q8_0>(source, columns, target); break;
            case QuantType.Q3_K: Groups<Q3_K>(source, columns, target); break;
            case QuantType.Q4_K: Groups<Q4_K>(source, columns, target); break;
            case QuantType.Q5_K: Groups<Q5_K>(source, columns, target); break;
            case QuantType.Q6_K: Groups<Q6_K>(source, columns, target); break;
            case QuantType.IQ4_NL: Groups<IQ4_NL>(source, columns, target); break;
            case QuantType.IQ4_XS: Groups<IQ4_XS>(source, columns, target); break;
            case QuantType.MXFP4: Groups<MXFP4>(source, columns, target); break;
            default: Reference(type, source, columns, target); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Groups<TFormat>(byte* source, int columns, float* target)
        where TFormat : IVectorFormat
    {
        // 64 groups are eight blocks of 256, so every pass starts on a block and the scales stay on the stack.
        const int Span = 64;
        var scale = stackalloc float[Span];
        var minimum = stackalloc float[Span];
        for (var left = columns / 32; left > 0; left -= Span)
        {
            var groups = Math.Min(left, Span);
            TFormat.Scales(source, groups, scale, minimum);
            for (var g = 0; g < groups; g++, target += 32)
            {
                TFormat.Unpack(source, g, out var low, out var high);
                var (d, m) = (Vector256.Create(scale[g]), Vector256.Create(minimum[g]));
                Widen<TFormat>(low, d, m, target);
                Widen<TFormat>(high, d, m, target + 16);
            }

            source += Span * 32 / TFormat.BlockSize * TFormat.BlockBytes;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen<TFormat>(Vector256<short> codes, Vector256<float> scale, Vector256<float> minimum, float* target)
        where TFormat : IVectorFormat
    {
        var first = Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(codes.GetLower())) * scale;
        var second = Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(codes.GetUpper())) * scale;
        if (TFormat.HasMinimum)
        {
            // Two roundings, as in the reference; a fused one would differ in the last bit.
            first += minimum;
            second += minimum;
        }

        first.Store(target);
        second.Store(target + 8);
    }
}
