namespace Strata.Numerics.Vectors;

/// <summary>Non-linearities of feed-forward layers.</summary>
public static class Activation
{
    /// <summary>x·σ(x), in place.</summary>
    public static void Silu(Span<float> x) => Binary.Run<SiluOperator>(x, x, x);

    /// <summary>gate = SiLU(gate) · up.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void SiluGate(Span<float> gate, ReadOnlySpan<float> up) => Binary.Run<SiluGateOperator>(gate, up, gate);

    /// <summary>GELU in its tanh form, in place.</summary>
    public static void GeluTanh(Span<float> x) => Binary.Run<GeluTanhOperator>(x, x, x);

    /// <summary>gate = GELU(gate) · up, tanh form.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void GeluTanhGate(Span<float> gate, ReadOnlySpan<float> up) => Binary.Run<GeluGateOperator>(gate, up, gate);

    /// <summary>GELU in its exact form (error function), in place.</summary>
    public static void GeluErf(Span<float> x) => Binary.Run<GeluErfOperator>(x, x, x);
}
