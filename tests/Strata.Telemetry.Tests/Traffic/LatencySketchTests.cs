using Strata.Telemetry.Traffic;

namespace Strata.Telemetry.Tests.Traffic;

public sealed class LatencySketchTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    public void A_percentile_of_merged_sketches_is_right_within_one_percent(double share)
    {
        var random = new Random(7);
        var all = Enumerable.Range(0, 5_000).Select(_ => TimeSpan.FromSeconds(Math.Exp((random.NextDouble() * 8) - 6))).ToArray();
        var (left, right) = (new LatencySketch(), new LatencySketch());
        foreach (var (value, index) in all.Select((v, i) => (v, i)))
        {
            (index % 2 == 0 ? left : right).Add(value);
        }

        left.Merge(right);
        var exact = all.Order().ElementAt((int)Math.Ceiling(share * all.Length) - 1).TotalSeconds;
        Assert.InRange(left.Percentile(share)!.Value.TotalSeconds / exact, 0.99, 1.0101);
    }

    [Fact]
    public void Nothing_has_no_percentile() => Assert.Null(new LatencySketch().Percentile(0.95));
}
