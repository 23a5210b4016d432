using System.Diagnostics.Metrics;
using System.Text;
using Strata.Telemetry.Metrics;

namespace Strata.Telemetry.Tests.Metrics;

public sealed class MetricRecorderTests : IDisposable
{
    private readonly Meter meter = new("Strata.Test." + nameof(MetricRecorderTests));

    public void Dispose() => meter.Dispose();

    [Fact]
    public void A_gen_ai_histogram_is_exposed_with_the_conventions_buckets()
    {
        using var recorder = Started();
        var tokens = meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Tokens used.");
        tokens.Record(5, new("gen_ai.token.type", "input"), new("gen_ai.request.model", "a\"b"));
        tokens.Record(100, new("gen_ai.request.model", "a\"b"), new("gen_ai.token.type", "input"));
        var text = Text(recorder);
        Assert.Contains("# TYPE gen_ai_client_token_usage histogram\n", text, StringComparison.Ordinal);
        const string labels = "gen_ai_request_model=\"a\\\"b\",gen_ai_token_type=\"input\"";
        Assert.Contains($"gen_ai_client_token_usage_bucket{{{labels},le=\"4\"}} 0\n", text, StringComparison.Ordinal);
        Assert.Contains($"gen_ai_client_token_usage_bucket{{{labels},le=\"16\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains($"gen_ai_client_token_usage_bucket{{{labels},le=\"67108864\"}} 2\n", text, StringComparison.Ordinal);
        Assert.Contains($"gen_ai_client_token_usage_bucket{{{labels},le=\"+Inf\"}} 2\n", text, StringComparison.Ordinal);
        Assert.Contains($"gen_ai_client_token_usage_sum{{{labels}}} 105\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_on_a_bound_falls_into_the_bucket_of_that_bound()
    {
        using var recorder = Started();
        meter.CreateHistogram<double>("strata.test.wait", "s", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] }).Record(1);
        Assert.Contains("strata_test_wait_seconds_bucket{le=\"1\"} 1\n", Text(recorder), StringComparison.Ordinal);
    }

    [Fact]
    public void Counters_add_and_observed_series_that_vanish_are_gone()
    {
        using var recorder = Started();
        var counter = meter.CreateCounter<int>("strata.test.calls");
        counter.Add(2);
        counter.Add(3);
        var loaded = new List<string> { "a", "b" };
        meter.CreateObservableGauge("strata.test.loaded", () => loaded.Select(m => new Measurement<long>(1, new KeyValuePair<string, object?>("model", m))));
        Assert.Contains("strata_test_loaded{model=\"b\"} 1\n", Text(recorder), StringComparison.Ordinal);
        loaded.Remove("b");
        var text = Text(recorder);
        Assert.DoesNotContain("model=\"b\"", text, StringComparison.Ordinal);
        Assert.Contains("strata_test_calls_total 5\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_tag_values_are_summed_as_overflow()
    {
        using var recorder = Started(new MetricLimits { SeriesMax = 10 });
        var counter = meter.CreateCounter<int>("strata.test.users");
        for (var i = 0; i < 1_000; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("user", i));
        }

        var text = Text(recorder);
        Assert.Contains("strata_test_users_total{otel_metric_overflow=\"true\"} 990\n", text, StringComparison.Ordinal);
        Assert.Equal(11, text.Split('\n').Count(l => l.StartsWith("strata_test_users_total{", StringComparison.Ordinal)));
    }

    [Fact]
    public void Recording_into_a_known_series_allocates_nothing()
    {
        using var recorder = Started();
        var histogram = meter.CreateHistogram<double>("strata.test.alloc", "s");
        KeyValuePair<string, object?>[] tags = [new("model", "smollm2"), new("operation", "chat")];
        for (var i = 0; i < 100; i++)
        {
            histogram.Record(0.1, tags);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            histogram.Record(0.1, tags);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static MetricRecorder Started(MetricLimits? limits = null)
    {
        var recorder = new MetricRecorder(limits ?? new MetricLimits());
        recorder.Start();
        return recorder;
    }

    private static string Text(MetricRecorder recorder)
    {
        var text = new StringBuilder();
        recorder.WriteTo(text);
        return text.ToString();
    }
}
