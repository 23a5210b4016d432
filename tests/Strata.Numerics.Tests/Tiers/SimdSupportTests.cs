using Strata.Numerics.Tiers;

namespace Strata.Numerics.Tests.Tiers;

public sealed class SimdSupportTests
{
    [Theory]
    [InlineData("scalar", SimdTier.Avx512, SimdTier.Scalar)]
    [InlineData(" AVX2 ", SimdTier.Avx512, SimdTier.Avx2)]
    [InlineData("avx512", SimdTier.Avx2, SimdTier.Avx2)]
    [InlineData("auto", SimdTier.Avx512, SimdTier.Avx512)]
    [InlineData(null, SimdTier.Scalar, SimdTier.Scalar)]
    [InlineData("warp", SimdTier.Avx2, SimdTier.Avx2)]
    public void The_switch_lowers_and_never_raises(string? wanted, SimdTier machine, SimdTier expected) =>
        Assert.Equal(expected, SimdSupport.Choose(wanted, machine));
}
