using System.Runtime.Intrinsics;

namespace Strata.Numerics.Attention;

/// <summary>How eight consecutive cache values become f32, and how one does.</summary>
internal unsafe interface ICacheElement
{
    static abstract int Bytes { get; }

    static abstract Vector256<float> Load(byte* at);

    static abstract float One(byte* at);
}
