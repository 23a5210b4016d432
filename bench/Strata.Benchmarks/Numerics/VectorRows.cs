using Strata.Numerics.Attention;
using Strata.Numerics.Halves;
using Strata.Numerics.Vectors;

namespace Strata.Benchmarks.Numerics;

/// <summary>Vector kernels beside their plain loops: nanoseconds of CPU per value.</summary>
internal static class VectorRows
{
    private const int Count = 4096;
    private static float sink;

    public static void Run()
    {
        var (a, b, y) = (MatMulRow.Activations(Count), MatMulRow.Activations(Count), new float[Count]);
        var (indices, values) = (new int[40], new float[40]);
        Console.WriteLine($"{"4096 values",-16}{"ns/value",10}{"plain loop",12}");
        Line("dot", () => sink += Dot.Product(a, b), () => sink += Dot.Reference(a, b));
        Line("softmax", () => Fresh(a, y, Softmax.Vector), () => Fresh(a, y, Softmax.Reference));
        Line("silu gate", () => Binary.Vector<SiluGateOperator>(a, b, y), () => Binary.Reference<SiluGateOperator>(a, b, y));
        Line("gelu erf", () => Binary.Vector<GeluErfOperator>(a, b, y), () => Binary.Reference<GeluErfOperator>(a, b, y));
        Line("argmax", () => sink += ArgMax.Vector(a), () => sink += ArgMax.Reference(a));
        Line("top 40", () => sink += TopK.Select(a, indices, values), null);
        var half = new ushort[Count];
        Line("f32 to f16", () => HalfConvert.NarrowVector(a, half), () => HalfConvert.NarrowReference(a, half));
        Line("f16 to f32", () => HalfConvert.WidenVector(half, y), () => HalfConvert.WidenReference(half, y));
        Attention(a, half);
    }

    private static void Attention(float[] a, ushort[] half)
    {
        var (query, scores, output) = (a[..64], new float[64], new float[64]);
        Line(
            "scores f16",
            () => AttentionKernels.ScoresVector(query, half, 64, 0.125f, scores),
            () => AttentionKernels.ScoresReference(query, half, 64, 0.125f, scores));
        Line(
            "mix f16",
            () => AttentionKernels.MixVector(scores, half, 64, output),
            () => AttentionKernels.MixReference(scores, half, 64, output));
    }

    private static void Fresh(float[] source, float[] target, SpanKernel kernel)
    {
        source.CopyTo(target, 0);
        kernel(target);
    }

    private static void Line(string name, Action vector, Action? plain)
    {
        var reference = plain is null ? "" : $"{Cost.Of(plain, 60).CpuSeconds * 1e9 / Count:F2}";
        Console.WriteLine($"{name,-16}{Cost.Of(vector, 60).CpuSeconds * 1e9 / Count,10:F3}{reference,12}");
    }

    private delegate void SpanKernel(Span<float> values);
}
