using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Strata.Numerics.Halves;

namespace Strata.Numerics.Attention;

/// <summary>An f16 cache.</summary>
internal readonly unsafe struct HalfElement : ICacheElement
{
    public static int Bytes => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(byte* at) => HalfVector.ToSingle(Vector128.Load((ushort*)at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float One(byte* at) => HalfBits.ToSingle(*(ushort*)at);
}
