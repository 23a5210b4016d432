namespace Strata.Numerics.Halves;

public static partial class HalfConvert
{
    internal static void WidenReference(ReadOnlySpan<ushort> source, Span<float> target)
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = HalfBits.ToSingle(source[i]);
        }
    }

    internal static void NarrowReference(ReadOnlySpan<float> source, Span<ushort> target)
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = HalfBits.FromSingle(source[i]);
        }
    }

    internal static void WidenBFloatReference(ReadOnlySpan<ushort> source, Span<float> target)
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = HalfBits.BFloatToSingle(source[i]);
        }
    }
}
