using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Strata.Numerics.Tiers;

namespace Strata.Numerics.Vectors;

/// <summary>The one loop of every element-wise kernel: y[i] = f(a[i], b[i]); y may be a or b.</summary>
internal static class Binary
{
    public static void Run<TOperator>(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
        where TOperator : IBinary
    {
        Lanes.RequireSame(y.Length, a.Length, nameof(a));
        Lanes.RequireSame(y.Length, b.Length, nameof(b));
        if (SimdSupport.Vector)
        {
            Vector<TOperator>(a, b, y);
        }
        else
        {
            Reference<TOperator>(a, b, y);
        }
    }

    public static void Reference<TOperator>(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
        where TOperator : IBinary
    {
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = TOperator.Invoke(a[i], b[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Vector<TOperator>(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
        where TOperator : IBinary
    {
        ref var first = ref MemoryMarshal.GetReference(a);
        ref var second = ref MemoryMarshal.GetReference(b);
        ref var target = ref MemoryMarshal.GetReference(y);
        var i = 0;
        for (; i <= y.Length - 8; i += 8)
        {
            TOperator.Invoke(Vector256.LoadUnsafe(ref first, (nuint)i), Vector256.LoadUnsafe(ref second, (nuint)i))
                .StoreUnsafe(ref target, (nuint)i);
        }

        Tail<TOperator>(a[i..], b[i..], y[i..]);
    }

    /// <summary>Fewer than eight values through the lane form, so that a value's bits do not depend on where it stands.</summary>
    private static void Tail<TOperator>(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> y)
        where TOperator : IBinary
    {
        if (y.IsEmpty)
        {
            return;
        }

        Span<float> first = stackalloc float[8];
        Span<float> second = stackalloc float[8];
        a.CopyTo(first);
        b.CopyTo(second);
        TOperator.Invoke(Vector256.Create<float>(first), Vector256.Create<float>(second)).CopyTo(first);
        first[..y.Length].CopyTo(y);
    }
}
