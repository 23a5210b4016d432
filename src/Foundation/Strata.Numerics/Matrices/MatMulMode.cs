namespace Strata.Numerics.Matrices;

/// <summary>How activations enter a product with quantised weights.</summary>
public enum MatMulMode
{
    /// <summary>
    /// Activations become 16-bit integers with one f32 scale per 32 values; integer products, f32 sums. Error ≈ 2⁻¹⁶ of the largest
    /// value of each group. Formats without an integer form (F32, F16, BF16, Q2_K) run as <see cref="Exact"/>.
    /// </summary>
    Ordinary,

    /// <summary>Weights become f32, activations stay f32, sums are f32.</summary>
    Exact,
}
