using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Strata.Numerics.Halves;

/// <summary>
/// Eight conversions at once by integer shifts, because the runtime exposes no F16C. Exact for every finite value, subnormals
/// included; infinities stay, NaN stays NaN (payload kept when widening). Narrowing rounds to nearest even.
/// </summary>
internal static class HalfVector
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ToSingle(Vector128<ushort> half) => ToSingle(Avx2.ConvertToVector256Int32(half).AsUInt32());

    /// <summary>As the other, for halves that already stand in 32-bit lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ToSingle(Vector256<uint> wide)
    {
        var magnitude = (wide & Vector256.Create(0x7FFFu)) << 13;
        var finite = magnitude.AsSingle() * Vector256.Create(5.192296858534828e33f); // 2^112 moves the exponent bias from 15 to 127
        var special = Vector256.GreaterThan(magnitude.AsInt32(), Vector256.Create(0x0F7F_FFFF)).AsUInt32();
        var sign = (wide & Vector256.Create(0x8000u)) << 16;
        return (finite.AsUInt32() | (special & Vector256.Create(0x7F80_0000u)) | sign).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> FromSingle(Vector256<float> value)
    {
        var bits = value.AsUInt32();
        var sign = bits & Vector256.Create(0x8000_0000u);
        var abs = (bits ^ sign).AsInt32();

        var odd = (abs >>> 13) & Vector256<int>.One;
        var normal = (abs + Vector256.Create(unchecked((int)0xC800_0FFF)) + odd) >>> 13;

        // Adding 0.5 lets the float adder shift and round the subnormal mantissa.
        var half = Vector256.Create(0.5f);
        var small = (abs.AsSingle() + half).AsInt32() - half.AsInt32();

        var nan = Vector256.GreaterThan(abs, Vector256.Create(0x7F80_0000)) & Vector256.Create(0x0200);
        var huge = Vector256.Create(0x7C00) | nan;

        var isSmall = Vector256.LessThan(abs, Vector256.Create(0x3880_0000));
        var isHuge = Vector256.GreaterThan(abs, Vector256.Create(0x477F_FFFF));
        var result = Vector256.ConditionalSelect(isHuge, huge, Vector256.ConditionalSelect(isSmall, small, normal));
        return result.AsUInt32() | (sign >>> 16);
    }
}
