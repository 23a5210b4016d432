using System.Net;
using System.Text.Json;
using Strata.Core.Identity;
using Strata.Telemetry.Tests.Support;
using Strata.Traces.Spans;

namespace Strata.Telemetry.Tests.Endpoints;

public sealed class TelemetryEndpointsTests
{
    [Fact]
    public async Task No_endpoint_or_filter_shows_another_projects_trace()
    {
        await using var host = await TelemetryHost.StartAsync();
        var request = new TimeOrderedIds(TimeProvider.System).Next("req");
        await host.StoreAsync(Own.Span("alpha", 1, 1, span =>
        {
            span.Status = SpanStatus.Error;
            span.Attributes.Add("strata.request.id", request);
            span.Attributes.Add("secret", "alpha's prompt");
        }));
        var id = 1.ToString("x32");
        foreach (var path in new[] { "", "?limit=500", "?failed=true", "/last", "/" + id, "/" + request })
        {
            foreach (var caller in new[] { "beta/key_b/Owner", "alpha/other/Service" })
            {
                var body = await (await host.GetAsync("/strata/v1/traces" + path, caller)).Content.ReadAsStringAsync();
                Assert.DoesNotContain("alpha", body, StringComparison.Ordinal);
                Assert.DoesNotContain(id, body, StringComparison.Ordinal);
            }

            Assert.Contains(id, await (await host.GetAsync("/strata/v1/traces" + path, "alpha/key_a/Viewer")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_trace_is_said_with_exact_figures()
    {
        await using var host = await TelemetryHost.StartAsync();
        await host.StoreAsync(Own.Span("a", 1, 1, span =>
        {
            span.CostNanos = 4_310;
            span.Attributes.Add("text", "hi");
        }));
        var body = JsonDocument.Parse(await (await host.GetAsync("/strata/v1/traces/last", "a/k/Viewer")).Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(4_310, body.GetProperty("summary").GetProperty("cost_nanos").GetInt64());
        Assert.Equal(250_000, body.GetProperty("spans")[0].GetProperty("duration_us").GetInt64());
        Assert.Equal("hi", body.GetProperty("spans")[0].GetProperty("attributes").GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=many")]
    [InlineData("?failed=1")]
    public async Task A_bad_filter_is_refused_by_name(string query)
    {
        await using var host = await TelemetryHost.StartAsync();
        var answer = await host.GetAsync("/strata/v1/traces" + query, "a/k/Viewer");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"param\":\"" + query[1..query.IndexOf('=')], await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

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
