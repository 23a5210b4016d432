namespace Strata.Numerics.Tiers;

/// <summary>How wide the kernels run. A higher tier includes the lower ones.</summary>
public enum SimdTier
{
    /// <summary>Plain loops: the meaning of every kernel, and the fallback on any machine.</summary>
    Scalar = 0,

    /// <summary>256-bit vectors with FMA; AVX-VNNI instructions are used inside this tier where the machine has them.</summary>
    Avx2 = 1,

    /// <summary>512-bit vectors where they pay, 256-bit elsewhere.</summary>
    Avx512 = 2,
}
