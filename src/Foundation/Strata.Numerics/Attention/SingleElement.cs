using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Strata.Numerics.Attention;

/// <summary>An f32 cache.</summary>
internal readonly unsafe struct SingleElement : ICacheElement
{
    public static int Bytes => sizeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(byte* at) => Vector256.Load((float*)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float One(byte* at) => *(float*)at;
}
