using System.Text.Json;
using Strata.Traces.Api.Tests.Support;

namespace Strata.Traces.Api.Tests;

public sealed class ListTests(Played played) : IClassFixture<Played>
{
    private ApiHost Host => played.Host;

    [Theory]
    [InlineData("start", "")]
    [InlineData("latency", "&filter=operation exists")]
    [InlineData("cost", "&filter=error or model exists")]
    public async Task Pages_hold_every_span_once_and_in_order(string order, string more)
    {
        var (seen, cursor, last) = (new HashSet<string>(), "", double.MaxValue);
        do
        {
            var page = await Host.GetAsync($"/strata/v1/spans?limit=97&order={order}{more}&cursor={cursor}");
            foreach (var span in page.GetProperty("data").EnumerateArray())
            {
                Assert.True(seen.Add(span.GetProperty("trace_id").GetString() + span.GetProperty("span_id").GetString()));
                var key = order switch { "latency" => span.GetProperty("duration_us").GetDouble(), "cost" => span.TryGetProperty("cost_nanos", out var cost) ? cost.GetInt64() : 0,
                    _ => span.GetProperty("start").GetDateTimeOffset().Ticks };
                Assert.True(key <= last);
                last = key;
            }

            cursor = page.TryGetProperty("next", out var next) ? next.GetString()! : "";
        }
        while (cursor.Length > 0);

        var sums = await Host.GetAsync($"/strata/v1/traces/series?since=30d{more}");
        Assert.Equal(sums.GetProperty("data")[0].GetProperty("values").GetProperty("spans")[0].GetDouble(), seen.Count);
    }

    [Fact]
    public async Task A_trace_is_listed_once_with_what_was_asked()
    {
        var list = await Host.GetAsync("/strata/v1/traces?limit=1000");
        var traces = list.GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal(200, traces.Length);
        Assert.All(traces, t => Assert.True(t.GetProperty("asked").GetString()!.Length > 5));
        var failed = await Host.GetAsync("/strata/v1/traces?limit=1000&failed=true");
        Assert.All(failed.GetProperty("data").EnumerateArray(), t => Assert.True(t.GetProperty("errors").GetInt32() > 0));
    }

    [Fact]
    public async Task Facets_count_what_the_list_holds()
    {
        var facets = await Host.GetAsync("/strata/v1/traces/facets?since=30d&field=service&field=model&limit=100");
        foreach (var facet in facets.GetProperty("data").EnumerateArray())
        {
            foreach (var value in facet.GetProperty("values").EnumerateArray().Where(v => v.GetProperty("value").GetString()!.Length > 0))
            {
                var filter = Uri.EscapeDataString($"{facet.GetProperty("field").GetString()} = \"{value.GetProperty("value").GetString()}\"");
                var list = await Host.GetAsync($"/strata/v1/spans?limit=1000&filter={filter}");
                Assert.Equal(value.GetProperty("count").GetInt64(), list.GetProperty("data").GetArrayLength());
            }
        }
    }

    [Fact]
    public async Task A_series_sums_to_its_total_by_any_dimension()
    {
        var whole = (await Host.GetAsync("/strata/v1/traces/series?since=7d&measure=tokens,errors")).GetProperty("data")[0].GetProperty("values");
        foreach (var by in new[] { "model", "service,name", "user" })
        {
            var series = await Host.GetAsync($"/strata/v1/traces/series?since=7d&measure=tokens,errors&by={by}&step=3600s&top=1000");
            foreach (var measure in new[] { "tokens", "errors" })
            {
                var sum = series.GetProperty("data").EnumerateArray().Sum(g => g.GetProperty("values").GetProperty(measure).EnumerateArray().Where(v => v.ValueKind == JsonValueKind.Number).Sum(v => v.GetDouble()));
                Assert.Equal(whole.GetProperty(measure)[0].GetDouble(), sum);
            }
        }
    }

    [Fact]
    public async Task Sessions_and_users_add_up_to_the_traces()
    {
        foreach (var field in new[] { "sessions", "users" })
        {
            var (skip, traces, cost) = (0, 0, 0L);
            while (true)
            {
                var page = await Host.GetAsync($"/strata/v1/traces/{field}?since=7d&limit=100&skip={skip}");
                var rows = page.GetProperty("data").EnumerateArray().ToArray();
                traces += rows.Sum(r => r.GetProperty("traces").GetInt32());
                cost += rows.Sum(r => r.TryGetProperty("cost_nanos", out var c) ? c.GetInt64() : 0);
                skip += rows.Length;
                if (rows.Length == 0 || skip >= page.GetProperty("total").GetInt32())
                {
                    break;
                }
            }

            var list = (await Host.GetAsync("/strata/v1/traces?limit=1000")).GetProperty("data").EnumerateArray().ToArray();
            Assert.Equal(200, traces);
            Assert.Equal(list.Sum(t => t.TryGetProperty("cost_nanos", out var c) ? c.GetInt64() : 0), cost);
        }
    }

    [Fact]
    public async Task An_export_holds_what_the_list_holds_in_each_format()
    {
        var count = (await Host.GetAsync("/strata/v1/spans?limit=1000&filter=model exists")).GetProperty("data").GetArrayLength();
        var (_, lines) = await Host.AskAsync(HttpMethod.Get, "/strata/v1/traces/export?filter=model exists");
        var spans = lines.TrimEnd('\n').Split('\n').Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        Assert.Equal(count, spans.Length);
        Assert.Contains(spans, s => s.GetProperty("messages").GetArrayLength() > 1);
        var (_, csv) = await Host.AskAsync(HttpMethod.Get, "/strata/v1/traces/export?format=csv&filter=model exists");
        Assert.Equal(count + 1, csv.TrimEnd().Split("\r\n").Length);
        using var otlp = await Host.Client.GetAsync("/strata/v1/traces/export?format=otlp&filter=model exists");
        Assert.Equal("application/x-protobuf", otlp.Content.Headers.ContentType!.MediaType);
        Assert.True((await otlp.Content.ReadAsByteArrayAsync()).Length > 1000);
    }

    [Fact]
    public async Task Two_traces_stand_beside_each_other()
    {
        var ids = (await Host.GetAsync("/strata/v1/traces?limit=2&filter=agent exists")).GetProperty("data").EnumerateArray().Select(t => t.GetProperty("trace_id").GetString()).ToArray();
        var same = await Host.GetAsync($"/strata/v1/traces/compare?left={ids[0]}&right={ids[0]}");
        Assert.All(same.GetProperty("rows").EnumerateArray(), r => Assert.False(r.GetProperty("is_changed").GetBoolean()));
        var diff = await Host.GetAsync($"/strata/v1/traces/compare?left={ids[0]}&right={ids[1]}");
        Assert.Equal(diff.GetProperty("left").GetProperty("spans").GetInt32(), diff.GetProperty("rows").EnumerateArray().Count(r => r.TryGetProperty("left", out _)));
        Assert.Equal(diff.GetProperty("right").GetProperty("spans").GetInt32(), diff.GetProperty("rows").EnumerateArray().Count(r => r.TryGetProperty("right", out _)));
    }

    [Theory]
    [InlineData("/strata/v1/spans?filter=modell = x", "filter")]
    [InlineData("/strata/v1/spans?order=size", "order")]
    [InlineData("/strata/v1/spans?limit=0", "limit")]
    [InlineData("/strata/v1/spans?cursor=abc", "cursor")]
    [InlineData("/strata/v1/spans?from=yesterday", "from")]
    [InlineData("/strata/v1/spans?colour=red", "colour")]
    [InlineData("/strata/v1/traces?failed=perhaps", "failed")]
    [InlineData("/strata/v1/traces/facets?field=nothing", "group")]
    [InlineData("/strata/v1/traces/series?measure=nothing", "measure")]
    [InlineData("/strata/v1/traces/series?step=1x", "step")]
    [InlineData("/strata/v1/traces/compare?left=1&right=2", "left")]
    [InlineData("/strata/v1/traces/export?format=xml", "format")]
    [InlineData("/strata/v1/views?kind=odd", "kind")]
    public async Task What_is_wrong_is_named(string path, string field)
    {
        var (status, body) = await Host.AskAsync(HttpMethod.Get, path);
        Assert.Equal(400, status);
        Assert.Contains($"\"param\":\"{field}\"", body, StringComparison.Ordinal);
    }
}
