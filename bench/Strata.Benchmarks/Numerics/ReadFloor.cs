using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Strata.Benchmarks.Numerics;

/// <summary>How fast one thread reads memory here: the bound of every GEMV.</summary>
internal static unsafe class ReadFloor
{
    private static ulong sink;

    public static void Run()
    {
        foreach (var bytes in new[] { 8 << 20, 128 << 20 })
        {
            var memory = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
            new Span<byte>(memory, bytes).Fill(1);
            var cost = Cost.Of(() => sink += Read(memory, bytes), 600);
            NativeMemory.AlignedFree(memory);
            Console.WriteLine($"read {bytes >> 20,4} MiB  {bytes / cost.CpuSeconds / 1e9,6:F1} GB/s   best {bytes / cost.BestSeconds / 1e9,6:F1}");
        }
    }

    private static ulong Read(byte* memory, int bytes)
    {
        var (a, b, c, d) = (Vector256<ulong>.Zero, Vector256<ulong>.Zero, Vector256<ulong>.Zero, Vector256<ulong>.Zero);
        for (var at = (ulong*)memory; at < (ulong*)(memory + bytes); at += 16)
        {
            a += Vector256.Load(at);
            b += Vector256.Load(at + 4);
            c += Vector256.Load(at + 8);
            d += Vector256.Load(at + 12);
        }

        return Vector256.Sum(a + b + c + d);
    }
}
