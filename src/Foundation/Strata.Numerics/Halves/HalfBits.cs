using System.Runtime.CompilerServices;

namespace Strata.Numerics.Halves;

/// <summary>Scalar conversions between the 16-bit float formats and f32: the reference for the vector ones.</summary>
internal static class HalfBits
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle(ushort bits) => (float)BitConverter.UInt16BitsToHalf(bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort FromSingle(float value) => BitConverter.HalfToUInt16Bits((Half)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float BFloatToSingle(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);
}
