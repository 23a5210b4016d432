using Strata.Metrics.Series;
using Strata.Metrics.Tests.Support;

namespace Strata.Metrics.Tests.Evaluation;

/// <summary>Expected values are computed by hand; how is said where it is not plain.</summary>
public sealed class EvaluationTests : IAsyncLifetime
{
    private MetricBench bench = null!;

    public async ValueTask InitializeAsync()
    {
        bench = await MetricBench.StartAsync();
        await bench.AddAsync(Labels.Of("requests_total", ("job", "a"), ("code", "200")), (0, 0), (15, 15), (30, 30), (45, 45), (60, 60));
        await bench.AddAsync(Labels.Of("requests_total", ("job", "a"), ("code", "500")), (0, 10), (15, 13), (30, 2), (45, 4), (60, 6));
        await bench.AddAsync(Labels.Of("requests_total", ("job", "b"), ("code", "200")), (0, 100), (60, 160));
        await bench.AddAsync(Labels.Of("temperature", ("gpu", "0")), (0, 60), (30, 80), (60, 70));
        await bench.AddAsync(Labels.Of("temperature", ("gpu", "1")), (0, 40), (30, 50), (60, 90));
        foreach (var (bound, count) in new (string, double)[] { ("0.1", 10), ("0.5", 60), ("1", 90), ("+Inf", 100) })
        {
            await bench.AddAsync(Labels.Of("latency_bucket", ("le", bound)), (60, count));
        }
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public void A_selector_takes_the_newest_sample_of_five_minutes()
    {
        Assert.Equal(["temperature{gpu=\"0\"} 80"], bench.At("temperature{gpu=\"0\"}", 59));
        Assert.Equal(["temperature{gpu=\"0\"} 70"], bench.At("temperature{gpu=\"0\"}", 359));
        Assert.Empty(bench.At("temperature", 361));
        Assert.Empty(bench.At("temperature", -1));
        Assert.Equal(["temperature{gpu=\"0\"} 60"], bench.At("temperature{gpu=\"0\"} offset 1m", 60));
        Assert.Equal(["temperature{gpu=\"1\"} 90"], bench.At("temperature{gpu!=\"0\"}", 60));
        Assert.Equal(["temperature{gpu=\"1\"} 90"], bench.At("{__name__=~\"temp.*\",gpu=~\"1|7\"}", 60));
        Assert.Equal(2, bench.At("temperature{gpu!~\"x.*\"}", 60).Length);
    }

    [Fact]
    public void A_rate_is_the_increase_drawn_out_to_its_window()
    {
        // Window (0, 60]: samples 15 … 60, increase 45 over 45 s. Their mean distance is 15 s, the window's begin 15 s away: drawn out to 60 s, but not below zero: 15 s × 15/15. So 60 in 60 s.
        Assert.Equal(["{code=\"200\",job=\"a\"} 1"], bench.At("rate(requests_total{job=\"a\",code=\"200\"}[1m])", 60));
        Assert.Equal(["{code=\"200\",job=\"a\"} 60"], bench.At("increase(requests_total{job=\"a\",code=\"200\"}[1m])", 60));

        // 13 → 2 is a new beginning: 2 − 13 + 13 = 2, + 2 + 2 = 6 over 45 s; the begin is 15 s away: 6 × 60/45 = 8.
        Assert.Equal(["{code=\"500\",job=\"a\"} 8"], bench.At("increase(requests_total{job=\"a\",code=\"500\"}[1m])", 60));

        // One sample alone has no rate.
        Assert.Empty(bench.At("rate(requests_total{job=\"b\"}[30s])", 60));
        Assert.Equal(["{code=\"500\",job=\"a\"} 0.133333333"], bench.At("irate(requests_total{job=\"a\",code=\"500\"}[1m])", 60));

        // At 75 the end is 15 s behind the last sample, less than 1.1 × 15: drawn out whole. Window (15, 75]: samples 30, 45, 60; increase 30 over 30 s, begin 15 s and end 15 s away: 30 × 60/30.
        Assert.Equal(["{code=\"200\",job=\"a\"} 60"], bench.At("increase(requests_total{job=\"a\",code=\"200\"}[1m])", 75));

        // At 90 the end is 30 s away, more than 1.1 × 15: half a distance, 7.5. Window (30, 90]: 45, 60: increase 15 over 15 s, begin 15: 15 × 37.5/15.
        Assert.Equal(["{code=\"200\",job=\"a\"} 37.5"], bench.At("increase(requests_total{job=\"a\",code=\"200\"}[1m])", 90));
        // Window (0, 60]: 80 → 70 over 30 s; the begin is 30 s away, within 1.1 distances: −10 × 60/30.
        Assert.Equal(["{gpu=\"0\"} -20"], bench.At("delta(temperature{gpu=\"0\"}[1m])", 60));
    }

    [Fact]
    public void Functions_over_time_take_every_sample_of_the_window()
    {
        Assert.Equal(["{gpu=\"0\"} 75"], bench.At("avg_over_time(temperature{gpu=\"0\"}[1m])", 60));
        Assert.Equal(["{gpu=\"0\"} 70"], bench.At("min_over_time(temperature{gpu=\"0\"}[1m])", 60));
        Assert.Equal(["{gpu=\"0\"} 80"], bench.At("max_over_time(temperature{gpu=\"0\"}[1m])", 60));
        Assert.Equal(["{gpu=\"0\"} 150"], bench.At("sum_over_time(temperature{gpu=\"0\"}[1m])", 60));
        Assert.Equal(["{gpu=\"0\"} 2"], bench.At("count_over_time(temperature{gpu=\"0\"}[1m])", 60));
        Assert.Equal(["temperature{gpu=\"0\"} 70"], bench.At("last_over_time(temperature{gpu=\"0\"}[1m])", 60));
        Assert.Equal(["{gpu=\"0\"} 72.5"], bench.At("quantile_over_time(0.25, temperature{gpu=\"0\"}[1m])", 60));
    }

    [Fact]
    public void Aggregations_go_by_and_without_labels()
    {
        Assert.Equal(["{job=\"a\"} 66", "{job=\"b\"} 160"], bench.At("sum by (job) (requests_total)", 60).Order().ToArray());
        Assert.Equal(["{job=\"a\"} 66", "{job=\"b\"} 160"], bench.At("sum(requests_total) without (code)", 60).Order().ToArray());
        Assert.Equal(["{} 80"], bench.At("avg(temperature)", 60));
        Assert.Equal(["{} 70"], bench.At("min(temperature)", 60));
        Assert.Equal(["{} 90"], bench.At("max(temperature)", 60));
        Assert.Equal(["{} 3"], bench.At("count(requests_total)", 60));
        Assert.Equal(["{} 75"], bench.At("quantile(0.25, temperature)", 60));
        Assert.Equal(["temperature{gpu=\"1\"} 90"], bench.At("topk(1, temperature)", 60));
        Assert.Equal(["temperature{gpu=\"0\"} 70"], bench.At("bottomk(1, temperature)", 60));
    }

    [Fact]
    public void A_quantile_of_a_histogram_is_linear_within_its_bucket()
    {
        // Rank 50 of 100 lies in (0.1, 0.5]: 0.1 + 0.4 × (50 − 10)/50 = 0.42. Rank 95 lies beyond the last bound.
        Assert.Equal(["{} 0.42"], bench.At("histogram_quantile(0.5, latency_bucket)", 60));
        Assert.Equal(["{} 1"], bench.At("histogram_quantile(0.95, latency_bucket)", 60));
        Assert.Equal(["{} 0.05"], bench.At("histogram_quantile(0.05, latency_bucket)", 60));
    }

    [Fact]
    public void Arithmetic_and_comparison()
    {
        Assert.Equal(["{} 7"], bench.At("1 + 2 * 3", 60));
        Assert.Equal(["{} -4"], bench.At("-2 ^ 2", 60));
        Assert.Equal(["{} 512"], bench.At("2 ^ 3 ^ 2", 60));
        Assert.Equal(["{gpu=\"0\"} 35", "{gpu=\"1\"} 45"], bench.At("temperature / 2", 60).Order().ToArray());
        Assert.Equal(["temperature{gpu=\"1\"} 90"], bench.At("temperature > 75", 60));
        Assert.Equal(["{gpu=\"0\"} 0", "{gpu=\"1\"} 1"], bench.At("temperature > bool 75", 60).Order().ToArray());

        // 500s are 6 of 66 and all are matched by job alone.
        Assert.Equal(["{job=\"a\"} 0.090909091"], bench.At("sum by (job) (requests_total{code=\"500\"}) / sum by (job) (requests_total)", 60));
        Assert.Equal(["{job=\"a\"} 10"], bench.At("requests_total{code=\"200\"} / ignoring(code) requests_total{code=\"500\"}", 60));
        Assert.Equal(["temperature{gpu=\"0\"} 70"], bench.At("temperature unless temperature > 80", 60));
        Assert.Equal(["temperature{gpu=\"1\"} 90"], bench.At("temperature and temperature > 80", 60));
        Assert.Equal(["{job=\"x\"} 1"], bench.At("absent(up{job=\"x\"})", 60));
        Assert.Empty(bench.At("absent(temperature)", 60));
    }

    [Fact]
    public void Series_that_would_be_one_are_refused()
    {
        var parsed = Strata.Metrics.Expressions.ExpressionParser.Parse("temperature / on() temperature").Value;
        Assert.False(new Strata.Metrics.Evaluation.MetricQueries(bench.Store).Instant([MetricBench.Home], parsed, MetricBench.Ms(60)).IsOk);
    }

    [Fact]
    public void A_range_has_a_point_for_each_step()
    {
        var parsed = Strata.Metrics.Expressions.ExpressionParser.Parse("sum(temperature)").Value;
        var queries = new Strata.Metrics.Evaluation.MetricQueries(bench.Store);
        var series = Assert.Single(queries.Range([MetricBench.Home], parsed, (MetricBench.Ms(0), MetricBench.Ms(60), 30_000), default).Value);
        Assert.Equal([new Sample(MetricBench.Ms(0), 100), new Sample(MetricBench.Ms(30), 130), new Sample(MetricBench.Ms(60), 160)], series.Samples);
        Assert.False(queries.Range([MetricBench.Home], parsed, (0, 100_000_000, 1), default).IsOk);
        Assert.False(queries.Range([MetricBench.Home], parsed, (10, 0, 1), default).IsOk);
    }

    [Fact]
    public async Task Two_projects_do_not_see_each_other()
    {
        await bench.AddAsync("other", Labels.Of("temperature", ("gpu", "9")), (60, 1));
        Assert.Equal(["temperature{gpu=\"9\"} 1"], bench.At("temperature", 60, "other"));
        Assert.DoesNotContain(bench.At("{__name__=~\".+\"}", 60), p => p.Contains("\"9\"", StringComparison.Ordinal));
        Assert.Empty(bench.At("requests_total", 60, "other"));
        Assert.Empty(bench.At("requests_total", 60, "third"));
        var queries = new Strata.Metrics.Evaluation.MetricQueries(bench.Store);
        Assert.Equal("temperature{gpu=\"9\"}", Assert.Single(queries.Series(["other"], [[]], MetricBench.Ms(0), MetricBench.Ms(60))).ToString());
    }
}
