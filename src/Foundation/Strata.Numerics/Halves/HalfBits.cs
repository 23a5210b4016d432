using System.Runtime.CompilerServices;

namespace Strata.Numerics.Halves;

/// <summary>
/// Scalar conversions between the 16-bit float formats and f32: the reference for the vector ones. Widening is written out because
/// the runtime's is a call, and block scales are read one at a time in several formats.
/// </summary>
internal static class HalfBits
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle(ushort bits)
    {
        var magnitude = (bits & 0x7FFFu) << 13;
        var special = magnitude >= 0x0F80_0000 ? 0x7F80_0000u : 0u; // infinity or NaN
        var sign = (bits & 0x8000u) << 16;
        var finite = BitConverter.UInt32BitsToSingle(magnitude) * 5.192296858534828e33f; // 2^112 moves the exponent bias
        return BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(finite) | special | sign);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort FromSingle(float value) => BitConverter.HalfToUInt16Bits((Half)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float BFloatToSingle(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);
}
