using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Strata.Core.Tenancy;
using Strata.Identity.Keys;
using Strata.Server.Tests.Support;
using Strata.Tests.Shared.Receivers;

namespace Strata.Server.Tests.Alerts;

/// <summary>The history of metrics and costs through the running server, as Grafana and people ask.</summary>
public sealed class MetricHistoryTests : IAsyncLifetime
{
    private static readonly Caller Owner = new("org_default", "prj_default", "key_test", "test", Role.Owner);
    private TestServer server = null!;
    private ReceiverHost host = null!;

    public async ValueTask InitializeAsync()
    {
        host = await ReceiverHost.StartAsync();
        server = await TestServer.StartAsync($$"""
            metrics:
              every: 1s
              scrape:
                - { job: dead, targets: ["127.0.0.1:9"] }
            costs:
              machines:
                - { name: box, deployments: ["strata/*"], per_hour: 1.5, slots: 4 }
            alerts:
              receivers:
                - { name: hook, kind: webhook, url: "{{host.Url}}" }
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task What_was_sent_by_OTLP_is_queried_in_prometheus_form_and_fires_a_rule()
    {
        await SendAsync(91);
        var point = await AnswerAsync("/api/v1/query?query=" + Uri.EscapeDataString("oven_temperature"), server.Key);
        Assert.Equal("91", point.GetProperty("value")[1].GetString());
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, "/strata/v1/alerts/rules/hot", """{"kind":"threshold","metric":"max(oven_temperature)","value":80,"receivers":["hook"]}""")).Status);
        var (_, body) = await host.Messages.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Contains("91 > 80", Encoding.UTF8.GetString(body), StringComparison.Ordinal);

        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var range = await AnswerAsync($"/api/v1/query_range?query=oven_temperature&start={now - 60}&end={now + 1}&step=1s", server.Key);
        Assert.Equal("oven_temperature", range.GetProperty("metric").GetProperty("__name__").GetString());
        using var form = new HttpRequestMessage(HttpMethod.Post, "/api/v1/query") { Content = new FormUrlEncodedContent([new("query", "oven_temperature + 1")]) };
        form.Headers.Authorization = new AuthenticationHeaderValue("Bearer", server.Key);
        using var answer = await server.Http.SendAsync(form);
        Assert.Contains("\"92\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("oven_temperature", (await server.SendAsync(HttpMethod.Get, "/api/v1/label/__name__/values")).Body, StringComparison.Ordinal);
        Assert.Contains("__name__", (await server.SendAsync(HttpMethod.Get, "/api/v1/labels")).Body, StringComparison.Ordinal);
        Assert.Contains("oven_temperature", (await server.SendAsync(HttpMethod.Get, "/api/v1/series?match[]=oven_temperature")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_project_sees_neither_the_series_nor_the_installations_own()
    {
        await SendAsync(5);
        await AnswerAsync("/api/v1/query?query=oven_temperature", server.Key);
        var up = await AnswerAsync("/api/v1/query?query=" + Uri.EscapeDataString("up{job=\"dead\"}"), server.Key);
        Assert.Equal("0", up.GetProperty("value")[1].GetString());
        var team = JsonDocument.Parse((await server.SendAsync(HttpMethod.Post, "/strata/v1/teams", """{"name":"theirs"}""")).Body).RootElement.GetProperty("id").GetString();
        var theirs = (await server.Keys.CreateAsync(Owner, new KeyDraft { Name = "theirs", Role = Role.Admin, Team = team }, CancellationToken.None)).Value.Secret;
        foreach (var path in new[] { "query?query=" + Uri.EscapeDataString("{__name__=~\".+\"}"), "labels", "label/__name__/values", "series?match[]=" + Uri.EscapeDataString("{__name__=~\".+\"}") })
        {
            var (status, body) = await server.SendAsync(HttpMethod.Get, "/api/v1/" + path, key: theirs);
            Assert.Equal(200, status);
            var data = JsonDocument.Parse(body).RootElement.GetProperty("data");
            Assert.Equal(0, (data.ValueKind == JsonValueKind.Array ? data : data.GetProperty("result")).GetArrayLength());
        }
    }

    [Theory]
    [InlineData("query?query=sum(")]
    [InlineData("query?query=up&time=soon")]
    [InlineData("query_range?query=up&start=0&end=1000000000&step=1")]
    [InlineData("query_range?query=up&start=0&end=10")]
    [InlineData("series")]
    public async Task What_is_wrong_is_refused_in_prometheus_form(string path)
    {
        var (status, body) = await server.SendAsync(HttpMethod.Get, "/api/v1/" + path);
        Assert.Equal(400, status);
        Assert.Equal("error", JsonDocument.Parse(body).RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Costs_are_forecast_compared_and_billed()
    {
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Post, "/v1/chat/completions", """{"model":"echo","messages":[{"role":"user","content":"hi"}]}""")).Status);
        var forecast = JsonDocument.Parse((await server.SendAsync(HttpMethod.Get, "/strata/v1/costs/forecast?team=*&confidence=0.9")).Body).RootElement;
        Assert.Equal((0.9, "*"), (forecast.GetProperty("confidence").GetDouble(), forecast.GetProperty("team").GetString()));
        Assert.Equal(0, JsonDocument.Parse((await server.SendAsync(HttpMethod.Get, "/strata/v1/costs/anomalies?by=key&step=hour")).Body).RootElement.GetProperty("data").GetArrayLength());
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, "/strata/v1/limits/money", """{"kind":"team","node":"prj_default","unit":"dollars","amount":10,"window":"month"}""")).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, "/strata/v1/costs/actuals")).Status);
        var box = JsonDocument.Parse((await server.SendAsync(HttpMethod.Get, "/strata/v1/costs/machines")).Body).RootElement.GetProperty("data")[0];
        Assert.Equal(box.GetProperty("dollars").GetDecimal(), box.GetProperty("lines").EnumerateArray().Sum(l => l.GetProperty("dollars").GetDecimal()));
        var (status, csv) = await server.SendAsync(HttpMethod.Get, "/strata/v1/costs/chargeback?team=*");
        Assert.Equal(200, status);
        Assert.Contains("Idle time of box", csv, StringComparison.Ordinal);
        var service = (await server.Keys.CreateAsync(Owner, new KeyDraft { Name = "s", Role = Role.Service }, CancellationToken.None)).Value.Secret;
        Assert.Equal(403, (await server.SendAsync(HttpMethod.Get, "/strata/v1/costs/chargeback?team=*", key: service)).Status);
        Assert.Equal(400, (await server.SendAsync(HttpMethod.Get, "/strata/v1/costs/forecast?confidence=2")).Status);
    }

    /// <summary>The first series of a query, asked until the next rounds of sampling have it.</summary>
    private async Task<JsonElement> AnswerAsync(string path, string key)
    {
        for (var patience = 0; patience < 100; patience++)
        {
            var (status, body) = await server.SendAsync(HttpMethod.Get, path, key: key);
            Assert.True(status == 200, $"{status}: {body}");
            var result = JsonDocument.Parse(body).RootElement.GetProperty("data").GetProperty("result");
            if (result.GetArrayLength() > 0)
            {
                return result[0];
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        throw new TimeoutException(path);
    }

    private async Task SendAsync(double value)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        var point = string.Create(CultureInfo.InvariantCulture, $"\"timeUnixNano\":\"{now}\",\"asDouble\":{value}");
        var body = """{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"oven.temperature","gauge":{"dataPoints":[{""" + point + "}]}}]}]}]}";
        using var response = await server.OpenAsync(HttpMethod.Post, "/v1/metrics", Encoding.UTF8.GetBytes(body));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
