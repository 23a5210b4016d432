using Strata.Numerics.Halves;
using Strata.Numerics.Quant.Formats;
using Strata.Numerics.Tiers;

namespace Strata.Numerics.Quant;

/// <summary>
/// Block formats to f32. Both paths give the same bits for every input: the fast one unpacks to integers, which is exact,
/// then rounds where the reference rounds.
/// </summary>
public static unsafe partial class Dequantizer
{
    /// <summary>Expands a whole number of blocks.</summary>
    /// <param name="type">Format of <paramref name="source"/>.</param>
    /// <param name="source">The blocks, at least as many bytes as <paramref name="target"/> needs.</param>
    /// <param name="target">Receives the values; its length is a multiple of the block size.</param>
    /// <exception cref="ArgumentException">Unknown format, partial block, or too few bytes.</exception>
    public static void Row(QuantType type, ReadOnlySpan<byte> source, Span<float> target)
    {
        var bytes = QuantTraits.Of(type).RowBytes(target.Length);
        if (source.Length < bytes)
        {
            throw new ArgumentException($"{target.Length} values of {type} take {bytes} bytes; {source.Length} were given.", nameof(source));
        }

        fixed (byte* from = source)
        fixed (float* to = target)
        {
            Row(type, from, target.Length, to);
        }
    }

    /// <summary>As the public method, for sizes that are already checked.</summary>
    internal static void Row(QuantType type, byte* source, int columns, float* target)
    {
        if (SimdSupport.Vector)
        {
            Vector(type, source, columns, target);
        }
        else
        {
            Reference(type, source, columns, target);
        }
    }

    /// <summary>The plain loops.</summary>
    internal static void Reference(QuantType type, byte* source, int columns, float* target)
    {
        switch (type)
        {
            case QuantType.F32: new ReadOnlySpan<float>(source, columns).CopyTo(new Span<float>(target, columns)); break;
            case QuantType.F16: HalfConvert.WidenReference(new(source, columns), new(target, columns)); break;
            case QuantType.BF16: HalfConvert.WidenBFloatReference(new(source, columns), new(target, columns)); break;
            case QuantType.Q4_0: Blocks<Q4_0>(source, columns, target); break;
            case QuantType.Q4_1: Blocks<Q4_1>(source, columns, target); break;
            case QuantType.Q5_0: Blocks<Q5_0>(source, columns, target); break;
            case QuantType.Q5_1: Blocks<Q5_1>(source, columns, target); break;
            case QuantType.Q8_0: Blocks<Q8_0>(source, columns, target); break;
            case QuantType.Q2_K: Blocks<Q2_K>(source, columns, target); break;
            case QuantType.Q3_K: Blocks<Q3_K>(source, columns, target); break;
            case QuantType.Q4_K: Blocks<Q4_K>(source, columns, target); break;
            case QuantType.Q5_K: Blocks<Q5_K>(source, columns, target); break;
            case QuantType.Q6_K: Blocks<Q6_K>(source, columns, target); break;
            case QuantType.Q8_K: Blocks<Q8_K>(source, columns, target); break;
            case QuantType.IQ4_NL: Blocks<IQ4_NL>(source, columns, target); break;
            case QuantType.IQ4_XS: Blocks<IQ4_XS>(source, columns, target); break;
            case QuantType.MXFP4: Blocks<MXFP4>(source, columns, target); break;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, "This tensor format is not known.");
        }
    }

    private static void Blocks<TFormat>(byte* source, int columns, float* target)
        where TFormat : IQuantFormat
    {
        for (var i = 0; i < columns; i += TFormat.BlockSize, source += TFormat.BlockBytes)
        {
            TFormat.Dequantize(source, target + i);
        }
    }
}
