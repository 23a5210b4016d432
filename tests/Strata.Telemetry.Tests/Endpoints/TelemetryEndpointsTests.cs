using Strata.Telemetry.Tests.Support;

namespace Strata.Telemetry.Tests.Endpoints;

public sealed class TelemetryEndpointsTests
{
    [Fact]
    public async Task Metrics_are_text_that_prometheus_reads()
    {
        await using var host = await TelemetryHost.StartAsync();
        var answer = await host.Client.GetAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("strata_telemetry_spans_dropped_total 0\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line =>
            Assert.Matches(@"^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z_]+="".*""\})? -?[0-9.E+-]+)$", line));
    }
}
