using System.Runtime.InteropServices;
using Strata.Numerics.Tiers;

namespace Strata.Numerics.Halves;

/// <summary>Converts whole spans between 16-bit floats and f32.</summary>
public static partial class HalfConvert
{
    /// <summary>Widens f16 to f32, exactly.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void ToSingle(ReadOnlySpan<Half> source, Span<float> target)
    {
        RequireSame(source.Length, target.Length);
        var bits = MemoryMarshal.Cast<Half, ushort>(source);
        if (SimdSupport.Vector)
        {
            WidenVector(bits, target);
        }
        else
        {
            WidenReference(bits, target);
        }
    }

    /// <summary>Narrows f32 to f16, to nearest even; values beyond 65 504 become infinite.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void ToHalf(ReadOnlySpan<float> source, Span<Half> target)
    {
        RequireSame(source.Length, target.Length);
        var bits = MemoryMarshal.Cast<Half, ushort>(target);
        if (SimdSupport.Vector)
        {
            NarrowVector(source, bits);
        }
        else
        {
            NarrowReference(source, bits);
        }
    }

    /// <summary>Widens bf16 (given as its 16 bits) to f32, exactly.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void BFloatToSingle(ReadOnlySpan<ushort> source, Span<float> target)
    {
        RequireSame(source.Length, target.Length);
        if (SimdSupport.Vector)
        {
            WidenBFloatVector(source, target);
        }
        else
        {
            WidenBFloatReference(source, target);
        }
    }

    private static void RequireSame(int source, int target)
    {
        if (source != target)
        {
            throw new ArgumentException($"The target holds {target} values, the source {source}.");
        }
    }
}
