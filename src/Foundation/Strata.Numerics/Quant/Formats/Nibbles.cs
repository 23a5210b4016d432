using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Strata.Numerics.Quant.Formats;

/// <summary>Sixteen bytes that hold 32 four-bit codes: byte j carries element j (low half) and j + 16 (high half).</summary>
internal static unsafe class Nibbles
{
    /// <summary>Levels of IQ4_NL and IQ4_XS as lanes.</summary>
    public static Vector128<sbyte> Uneven
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create((sbyte)-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113);
    }

    /// <summary>Doubled E2M1 values as lanes.</summary>
    public static Vector128<sbyte> Micro
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create((sbyte)0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12);
    }

    /// <summary>The codes as numbers 0–15.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Unpack(byte* packed, out Vector256<short> low, out Vector256<short> high)
    {
        var wide = Avx2.ConvertToVector256Int16(packed);
        low = wide & Vector256.Create((short)15);
        high = wide >>> 4;
    }

    /// <summary>The codes looked up in a table of sixteen signed bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Look(byte* packed, Vector128<sbyte> table, out Vector256<short> low, out Vector256<short> high)
    {
        var bytes = Vector128.Load(packed);
        var mask = Vector128.Create((byte)15);
        var first = (bytes & mask).AsSByte();
        var second = ((bytes.AsUInt16() >>> 4).AsByte() & mask).AsSByte();
        low = Avx2.ConvertToVector256Int16(Ssse3.Shuffle(table, first));
        high = Avx2.ConvertToVector256Int16(Ssse3.Shuffle(table, second));
    }
}
