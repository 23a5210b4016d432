using System.Text;
using Strata.Collector.Tests.Support;

namespace Strata.Collector.Tests.Endpoints;

public sealed class MetricsAndLogsTests
{
    [Fact]
    public async Task Points_of_every_kind_are_exposed_to_their_project_alone()
    {
        await using var host = await CollectorHost.StartAsync();
        await SendAsync(host, """
            {"name":"kit.requests","unit":"{request}","description":"Requests\nin all","sum":{"isMonotonic":true,"aggregationTemporality":2,"dataPoints":[
              {"attributes":[{"key":"gen_ai.request.model","value":{"stringValue":"a\"b"}},{"key":"job","value":{"intValue":"1"}}],"timeUnixNano":"5","asInt":"3"}]}},
            {"name":"kit.open","sum":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"5","asInt":"-1"}]}},
            {"name":"kit.level","unit":"1","gauge":{"dataPoints":[{"timeUnixNano":"5","asDouble":0.5}]}},
            {"name":"kit.took","unit":"s","histogram":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"5","count":"6","sum":2.5,"bucketCounts":["1","2","3"],"explicitBounds":[0.1,1]}]}},
            {"name":"kit.exp","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[
              {"timeUnixNano":"5","count":"6","sum":9,"scale":0,"zeroCount":"1","positive":{"offset":-1,"bucketCounts":["2","3"]}}]}},
            {"name":"kit.sum","summary":{"dataPoints":[{"timeUnixNano":"5","count":"2","sum":3,"quantileValues":[{"quantile":0.5,"value":1.5}]}]}}
            """);
        Assert.Equal(
            """
            # HELP kit_exp kit.exp
            # TYPE kit_exp histogram
            kit_exp_bucket{job="shop",le="0"} 1
            kit_exp_bucket{job="shop",le="1"} 3
            kit_exp_bucket{job="shop",le="2"} 6
            kit_exp_bucket{job="shop",le="+Inf"} 6
            kit_exp_sum{job="shop"} 9
            kit_exp_count{job="shop"} 6
            # HELP kit_level_ratio kit.level
            # TYPE kit_level_ratio gauge
            kit_level_ratio{job="shop"} 0.5
            # HELP kit_open kit.open
            # TYPE kit_open gauge
            kit_open{job="shop"} -1
            # HELP kit_requests_total Requests\nin all
            # TYPE kit_requests_total counter
            kit_requests_total{exported_job="1",gen_ai_request_model="a\"b",job="shop"} 3
            # HELP kit_sum kit.sum
            # TYPE kit_sum summary
            kit_sum{job="shop",quantile="0.5"} 1.5
            kit_sum_sum{job="shop"} 3
            kit_sum_count{job="shop"} 2
            # HELP kit_took_seconds kit.took
            # TYPE kit_took_seconds histogram
            kit_took_seconds_bucket{job="shop",le="0.1"} 1
            kit_took_seconds_bucket{job="shop",le="1"} 3
            kit_took_seconds_bucket{job="shop",le="+Inf"} 6
            kit_took_seconds_sum{job="shop"} 2.5
            kit_took_seconds_count{job="shop"} 6

            """.Replace("a\"b", "a\\\"b", StringComparison.Ordinal),
            await host.ReadAsync("/strata/v1/metrics", "proj/key/Viewer"));
        Assert.Equal("", await host.ReadAsync("/strata/v1/metrics", "other/key/Viewer"));
    }

    [Fact]
    public async Task Deltas_add_up_once_each_also_over_different_resolutions()
    {
        await using var host = await CollectorHost.StartAsync();
        const string Delta = """
            {"name":"d","sum":{"isMonotonic":true,"aggregationTemporality":1,"dataPoints":[{"timeUnixNano":"TIME","asInt":"3"}]}},
            {"name":"h","histogram":{"aggregationTemporality":1,"dataPoints":[{"timeUnixNano":"TIME","count":"3","sum":1,"bucketCounts":["1","2"],"explicitBounds":[1]}]}},
            {"name":"e","exponentialHistogram":{"aggregationTemporality":1,"dataPoints":[{"timeUnixNano":"TIME","count":"2","sum":4,"scale":SCALE,"positive":{"offset":0,"bucketCounts":["1","1"]}}]}}
            """;
        foreach (var (time, scale) in new[] { ("5", "1"), ("6", "0"), ("6", "0"), ("4", "0") })
        {
            await SendAsync(host, Delta.Replace("TIME", time, StringComparison.Ordinal).Replace("SCALE", scale, StringComparison.Ordinal));
        }

        var text = await host.ReadAsync("/strata/v1/metrics", "proj/key/Viewer");
        Assert.Contains("d_total{job=\"shop\"} 6\n", text, StringComparison.Ordinal);
        Assert.Contains("h_bucket{job=\"shop\",le=\"1\"} 2\nh_bucket{job=\"shop\",le=\"+Inf\"} 6\n", text, StringComparison.Ordinal);
        Assert.Contains("e_bucket{job=\"shop\",le=\"2\"} 3\ne_bucket{job=\"shop\",le=\"4\"} 4\ne_bucket{job=\"shop\",le=\"+Inf\"} 4\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_point_that_cannot_be_taken_is_counted_and_a_series_that_ended_goes()
    {
        await using var host = await CollectorHost.StartAsync();
        var answer = await SendAsync(host, """
            {"name":"","gauge":{"dataPoints":[{"timeUnixNano":"5","asDouble":1}]}}, {"name":"g","gauge":{"dataPoints":[{"timeUnixNano":"5","asDouble":1}]}},
            {"name":"h","histogram":{"dataPoints":[{"timeUnixNano":"5","count":"3","bucketCounts":["1"],"explicitBounds":[1]}]}}
            """);
        Assert.StartsWith("""{"partialSuccess":{"rejectedDataPoints":"2","errorMessage":"2 of 3 points were not taken. A point of '' has no name."}}""", answer, StringComparison.Ordinal);
        await SendAsync(host, """{"name":"g","gauge":{"dataPoints":[{"timeUnixNano":"6","flags":1}]}}""");
        Assert.DoesNotContain("g{", await host.ReadAsync("/strata/v1/metrics", "proj/key/Viewer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_request_changes_nothing()
    {
        await using var host = await CollectorHost.StartAsync();
        Assert.Equal(400, (await host.PostAsync("/v1/metrics", [0x0a, 0x04, 0x12, 0x02, 0x12, 0x05])).Status);
        Assert.Equal(400, (await host.PostAsync("/v1/logs", [0x0a, 0x04, 0x12, 0x02, 0x12, 0x05])).Status);
        Assert.Equal(200, (await host.PostAsync("/v1/metrics", [])).Status);
        Assert.Equal("0", (await host.CallAsync("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", [])).Status);
    }

    [Fact]
    public async Task Logs_of_a_trace_are_moments_of_it_and_others_are_counted()
    {
        await using var host = await CollectorHost.StartAsync();
        const string Logs = """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[
              {"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"a1a2a3a4a5a6a7a8","timeUnixNano":"1700000000000000000","severityText":"WARN","body":{"stringValue":"careful"}},
              {"traceId":"0102030405060708090a0b0c0d0e0f10","observedTimeUnixNano":"1700000000000000000","eventName":"gen_ai.user.message","body":{"kvlistValue":{"values":[]}}},
              {"timeUnixNano":"1700000000000000000","body":{"stringValue":"alone"}}]}]}]}
            """;
        var (status, _, body, _) = await host.PostAsync("/v1/logs", Encoding.UTF8.GetBytes(Logs), "application/json");
        Assert.Equal(200, status);
        Assert.Contains("\"rejectedLogRecords\":\"1\",\"errorMessage\":\"1 of 3 log records were not taken.", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        Assert.Equal(["proj key WARN log", "proj key gen_ai.user.message log"], host.Sink.Spans);
        Assert.Equal("0", (await host.CallAsync("/opentelemetry.proto.collector.logs.v1.LogsService/Export", [])).Status);
    }

    private static async Task<string> SendAsync(CollectorHost host, string metrics)
    {
        var request = $$$"""{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"metrics":[{{{metrics}}}]}]}]}""";
        var (status, _, body, _) = await host.PostAsync("/v1/metrics", Encoding.UTF8.GetBytes(request), "application/json");
        Assert.Equal(200, status);
        return Encoding.UTF8.GetString(body);
    }
}
