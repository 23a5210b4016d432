using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Strata.Numerics.Halves;

public static partial class HalfConvert
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void WidenVector(ReadOnlySpan<ushort> source, Span<float> target)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var i = 0;
        for (; i <= source.Length - 8; i += 8)
        {
            HalfVector.ToSingle(Vector128.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        WidenReference(source[i..], target[i..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void NarrowVector(ReadOnlySpan<float> source, Span<ushort> target)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var i = 0;
        for (; i <= source.Length - 8; i += 8)
        {
            var wide = HalfVector.FromSingle(Vector256.LoadUnsafe(ref from, (nuint)i));
            Vector128.Narrow(wide.GetLower(), wide.GetUpper()).StoreUnsafe(ref to, (nuint)i);
        }

        NarrowReference(source[i..], target[i..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void WidenBFloatVector(ReadOnlySpan<ushort> source, Span<float> target)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(target);
        var i = 0;
        for (; i <= source.Length - 8; i += 8)
        {
            var half = Vector128.LoadUnsafe(ref from, (nuint)i);
            var wide = Vector256.Create(Vector128.WidenLower(half), Vector128.WidenUpper(half));
            (wide << 16).AsSingle().StoreUnsafe(ref to, (nuint)i);
        }

        WidenBFloatReference(source[i..], target[i..]);
    }
}
