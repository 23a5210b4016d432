using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Tenancy;
using Strata.Identity.Keys;
using Strata.Server.Tests.Support;
using Strata.Tests.Shared.Receivers;
using Strata.Traces.Spans;
using Strata.Traces.Storage;

namespace Strata.Server.Tests.Alerts;

/// <summary>Alerts through the running server: from the request that is the cause to the receiver that is told.</summary>
public sealed class AlertTests : IAsyncLifetime
{
    private const string Rules = "/strata/v1/alerts/rules/";
    private static readonly Caller Owner = new("org_default", "prj_default", "key_test", "test", Role.Owner);
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(10);
    private TestServer server = null!;
    private ReceiverHost host = null!;

    public async ValueTask InitializeAsync()
    {
        host = await ReceiverHost.StartAsync();
        server = await TestServer.StartAsync($$"""
            alerts:
              url: https://strata.example
              receivers:
                - { name: hook, kind: webhook, url: "{{host.Url}}", secret: s3cret }
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_webhook_is_told_within_ten_seconds_of_failed_spans()
    {
        const string Rule = """{"kind":"threshold","measure":"errors","value":2,"window":"5m","filter":"service = shop","receivers":["hook"],"summary":"Too many errors"}""";
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, Rules + "errors", Rule)).Status);
        await FailAsync(3);
        var began = Stopwatch.GetTimestamp();
        var told = await ToldAsync();
        var took = Stopwatch.GetElapsedTime(began);
        Assert.True(took <= Bar, $"The webhook came after {took.TotalSeconds:0.00} s.");
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"webhook after {took.TotalSeconds:0.00} s"));
        Assert.Equal(["4", "firing", "hook", "https://strata.example/alerts"], new[] { "version", "status", "receiver", "externalURL" }.Select(n => told.GetProperty(n).GetString()));
        Assert.Equal("errors 3 > 2 in 5m", told.GetProperty("alerts")[0].GetProperty("annotations").GetProperty("value").GetString());
        Assert.Contains("\"firing\"", (await server.SendAsync(HttpMethod.Get, "/strata/v1/alerts/active")).Body, StringComparison.Ordinal);
        Assert.Contains("errors", (await CliRun.RunAsync(server, server.Data, "alerts", "list")).Out, StringComparison.Ordinal);
        Assert.Contains("errors 3", (await server.SendAsync(HttpMethod.Get, "/alerts")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_that_is_spent_is_told_within_ten_seconds_of_the_request()
    {
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, "/strata/v1/limits/day", """{"kind":"team","node":"prj_default","unit":"requests","amount":2,"window":"day","mode":"soft"}""")).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, Rules + "spent", """{"kind":"budget","limit":"day","percents":[100],"forecast":false,"receivers":["hook"]}""")).Status);
        Assert.Equal(200, await AskAsync(server.Key));
        Assert.Equal(200, await AskAsync(server.Key));
        var began = Stopwatch.GetTimestamp();
        var told = await ToldAsync();
        Assert.True(Stopwatch.GetElapsedTime(began) <= Bar);
        Assert.Equal("day", told.GetProperty("commonLabels").GetProperty("limit").GetString());
    }

    [Fact]
    public async Task A_key_that_repeats_itself_is_suspended_told_of_and_released()
    {
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, Rules + "loop", """{"kind":"runaway","repeats":5,"action":"suspend","receivers":["hook"]}""")).Status);
        var bot = (await server.Keys.CreateAsync(Owner, new KeyDraft { Name = "bot", Role = Role.Service }, CancellationToken.None)).Value;
        Assert.Equal(200, await AskAsync(bot.Secret));
        await SpansAsync("bb", 6, bot.Secret);
        var told = await ToldAsync();
        Assert.Equal(bot.Key.Id, told.GetProperty("commonLabels").GetProperty("key").GetString());
        Assert.Contains("the same prompt 6 times", told.GetProperty("commonAnnotations").GetProperty("value").GetString(), StringComparison.Ordinal);

        var (status, body) = await server.SendAsync(HttpMethod.Post, "/v1/chat/completions", """{"model":"echo","messages":[{"role":"user","content":"hi"}]}""", bot.Secret);
        Assert.True(status == 429, $"{status}: {body}");
        Assert.Equal(200, await AskAsync(server.Key));
        Assert.Contains("key.stop", (await server.SendAsync(HttpMethod.Get, "/strata/v1/audit")).Body, StringComparison.Ordinal);

        Assert.Equal(0, (await CliRun.RunAsync(server, server.Data, "alerts", "release", bot.Key.Id)).Code);
        Assert.Equal(200, await AskAsync(bot.Secret));
        var audit = (await server.SendAsync(HttpMethod.Get, "/strata/v1/audit")).Body;
        Assert.Contains("key.release", audit, StringComparison.Ordinal);
        Assert.Contains("released", (await server.SendAsync(HttpMethod.Get, "/strata/v1/alerts/switches")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_a_tenant_wrote_down_in_the_private_network_is_not_reached()
    {
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, "/strata/v1/alerts/receivers/inside", $$"""{"kind":"webhook","url":"{{host.Url}}","secret":"hidden"}""")).Status);
        Assert.DoesNotContain("hidden", (await server.SendAsync(HttpMethod.Get, "/strata/v1/alerts/receivers")).Body, StringComparison.Ordinal);
        Assert.Equal(0, (await CliRun.RunAsync(server, server.Data, "alerts", "test", "inside")).Code);
        Assert.Equal(0, (await CliRun.RunAsync(server, server.Data, "alerts", "test", "hook")).Code);
        Assert.Equal("test", (await ToldAsync()).GetProperty("commonLabels").GetProperty("alertname").GetString());
        Assert.False(host.Messages.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Another_project_sees_and_changes_nothing()
    {
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Put, Rules + "mine", """{"kind":"absence","filter":"service = secret-service","window":"5s","receivers":["hook"]}""")).Status);
        await ToldAsync();
        var made = await server.SendAsync(HttpMethod.Post, "/strata/v1/alerts/silences", """{"matchers":["alertname=mine"],"for":"1h","comment":"mine"}""");
        var silence = JsonDocument.Parse(made.Body).RootElement.GetProperty("id").GetString();
        var theirs = await OtherKeyAsync();
        foreach (var path in new[] { "rules", "active", "history", "deliveries", "silences", "switches" })
        {
            var (status, body) = await server.SendAsync(HttpMethod.Get, "/strata/v1/alerts/" + path, key: theirs);
            Assert.Equal(200, status);
            Assert.DoesNotContain("mine", body, StringComparison.Ordinal);
        }

        Assert.Equal(404, (await server.SendAsync(HttpMethod.Delete, Rules + "mine", key: theirs)).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Post, Rules + "mine/test", key: theirs)).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Delete, "/strata/v1/alerts/silences/" + silence, key: theirs)).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Post, "/strata/v1/alerts/switches/key_1/release", key: theirs)).Status);
        Assert.Contains("mine", (await server.SendAsync(HttpMethod.Get, "/strata/v1/alerts/rules")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT", "rules/x", """{"kind":"threshold"}""")]
    [InlineData("PUT", "rules/x", """{"kind":"threshold","measure":"count","value":1,"no_such":1}""")]
    [InlineData("PUT", "rules/x", "[")]
    [InlineData("PUT", "rules/x", """{"kind":"threshold","measure":"count","value":1,"receivers":["nobody"]}""")]
    [InlineData("PUT", "receivers/x", """{"kind":"webhook","url":"file:///etc/passwd"}""")]
    [InlineData("PUT", "receivers/x", """{"kind":"email","to":["a@b.c\r\nBcc: x@y.z"]}""")]
    [InlineData("POST", "silences", """{"matchers":[],"for":"1h"}""")]
    [InlineData("POST", "silences", """{"matchers":["a=b"],"for":"soon"}""")]
    [InlineData("GET", "history?limit=0", null)]
    [InlineData("GET", "history?what=1", null)]
    public async Task What_is_wrong_is_refused(string method, string path, string? body) =>
        Assert.Equal(400, (await server.SendAsync(new HttpMethod(method), "/strata/v1/alerts/" + path, body)).Status);

    private async Task<string> OtherKeyAsync()
    {
        var other = new Caller("org_default", "prj_default", "key_test", "test", Role.Owner);
        var team = JsonDocument.Parse((await server.SendAsync(HttpMethod.Post, "/strata/v1/teams", """{"name":"theirs"}""")).Body).RootElement.GetProperty("id").GetString();
        return (await server.Keys.CreateAsync(other, new KeyDraft { Name = "theirs", Role = Role.Admin, Team = team }, CancellationToken.None)).Value.Secret;
    }

    private async Task<JsonElement> ToldAsync()
    {
        var (_, body) = await host.Messages.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        return JsonDocument.Parse(body).RootElement;
    }

    private async Task<int> AskAsync(string key) =>
        (await server.SendAsync(HttpMethod.Post, "/v1/chat/completions", """{"model":"echo","messages":[{"role":"user","content":"hi"}]}""", key)).Status;

    /// <summary>Spans that are in the trace store, whoever received them.</summary>
    private async Task FailAsync(int count)
    {
        var batch = new SpanBatch();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        for (var i = 1; i <= count; i++)
        {
            var span = batch.Add();
            (span.Tenant, span.TraceId, span.SpanId, span.Name, span.StartNs, span.EndNs) = (new Tenant("org_default", "prj_default"), (UInt128)i, (ulong)i, "chat m", now, now + 1);
            (span.Status, span.Origin) = (SpanStatus.Error, new SpanOrigin { Service = "shop" });
        }

        var store = server.Running.Services.GetRequiredService<TraceStore>();
        Assert.Equal(count, (await store.AppendAsync(batch, default)).Value.Stored);
    }

    private async Task SpansAsync(string trace, int count, string? key = null)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        var spans = Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $$$"""
            {"traceId":"{{{trace}}}0000000000000000000000000000{{{i:00}}}","spanId":"a1a2a3a4a5a6a7{{{i:00}}}","name":"chat m","startTimeUnixNano":"{{{now}}}","endTimeUnixNano":"{{{now + 1}}}",
            "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":"12"}},
            {"key":"gen_ai.input.messages","value":{"stringValue":"[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"again\"}]}]"}}]}
            """));
        var body = """{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeSpans":[{"spans":[""" + string.Join(',', spans) + "]}]}]}";
        using var response = await server.OpenAsync(HttpMethod.Post, "/v1/traces", Encoding.UTF8.GetBytes(body), key);
        Assert.Equal((200, "{}"), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
    }
}
