using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Strata.Numerics.Tiers;

/// <summary>
/// Chooses the tier once per process: what the machine has, lowered by <c>STRATA_NUMERICS=scalar|avx2|avx512|auto</c>.
/// A tier the machine lacks is never forced: the request is a ceiling.
/// </summary>
public static class SimdSupport
{
    /// <summary>Name of the environment switch.</summary>
    public const string Variable = "STRATA_NUMERICS";

    /// <summary>The tier that every kernel of this process uses.</summary>
    public static SimdTier Current { get; } = Choose(Environment.GetEnvironmentVariable(Variable), Machine());

    /// <summary>True when vector paths run at all.</summary>
    internal static bool Vector => Current >= SimdTier.Avx2;

    /// <summary>Best tier of this machine, without the switch.</summary>
    public static SimdTier Machine()
    {
        if (!Avx2.IsSupported || !Fma.IsSupported)
        {
            return SimdTier.Scalar;
        }

        return Avx512F.IsSupported && Avx512BW.IsSupported && Vector512.IsHardwareAccelerated ? SimdTier.Avx512 : SimdTier.Avx2;
    }

    /// <summary>Lowers <paramref name="machine"/> to what <paramref name="wanted"/> asks for; an unknown word counts as <c>auto</c>.</summary>
    public static SimdTier Choose(string? wanted, SimdTier machine)
    {
        var ceiling = wanted?.Trim().ToUpperInvariant() switch
        {
            "SCALAR" => SimdTier.Scalar,
            "AVX2" => SimdTier.Avx2,
            _ => SimdTier.Avx512,
        };
        return machine < ceiling ? machine : ceiling;
    }
}
