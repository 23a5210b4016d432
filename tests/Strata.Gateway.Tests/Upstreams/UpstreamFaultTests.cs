using System.Net;
using System.Text.Json;
using Strata.Gateway.Options;
using Strata.Gateway.Tests.Support;
using Strata.Ledger.Rows;
using Strata.Tests.Shared.Upstream;

namespace Strata.Gateway.Tests.Upstreams;

public sealed class UpstreamFaultTests
{
    [Theory]
    [InlineData("scn-401", 502, "upstream_credentials_rejected")]
    [InlineData("scn-500", 502, "upstream_error")]
    [InlineData("scn-502", 502, "upstream_error")]
    [InlineData("scn-503", 503, "overloaded")]
    [InlineData("scn-529", 503, "overloaded")]
    [InlineData("scn-429.7", 429, "rate_limit_exceeded")]
    [InlineData("scn-nomodel", 404, "model_not_found")]
    [InlineData("scn-filtered", 400, "content_filter")]
    [InlineData("scn-dropped", 502, "upstream_error")]
    [InlineData("scn-truncate", 502, "upstream_error")]
    [InlineData("scn-error-in-200", 503, "overloaded")]
    public async Task A_failure_before_the_answer_is_a_status_in_the_callers_shape(string model, int status, string code)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat(model));
        var text = await response.Content.ReadAsStringAsync(TestHost.Token);
        var error = JsonDocument.Parse(text).RootElement.GetProperty("error");
        Assert.Equal((status, code), ((int)response.StatusCode, error.GetProperty("code").GetString()));
        Assert.DoesNotContain("org-secret", text);
        Assert.DoesNotContain("a, b, c", text);
        if (status == 429)
        {
            Assert.Equal("7", response.Headers.GetValues("Retry-After").Single());
        }

        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal((status, code), (row.HttpStatus, row.ErrorCode));
    }

    [Theory]
    [InlineData("scn-emptystream", 502)]
    [InlineData("scn-error-first", 502)]
    [InlineData("scn-dropped", 502)]
    [InlineData("scn-503", 503)]
    public async Task A_stream_that_fails_before_its_first_content_is_a_status(string model, int status)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat(model, stream: true));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(LedgerStatus.UpstreamError, Assert.Single(await host.RowsAsync()).Status);
    }

    [Theory]
    [InlineData("scn-truncate")]
    [InlineData("scn-cleancut")]
    [InlineData("scn-malformed")]
    [InlineData("scn-error-in-stream")]
    public async Task A_stream_that_breaks_ends_with_an_error_and_never_with_done(string model)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat(model, stream: true));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var data = await Sse.DataAsync(response);
        Assert.DoesNotContain("[DONE]", data);
        Assert.Contains("\"error\"", data[^1]);
        Assert.All(data, d => JsonDocument.Parse(d));
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal((LedgerStatus.UpstreamError, UsageSource.Estimated), (row.Status, row.UsageSource));
        Assert.True(row.Usage.Output > 0);
    }

    [Fact]
    public async Task An_empty_answer_that_ended_is_an_answer()
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("scn-empty", stream: true));
        Assert.Equal("[DONE]", (await Sse.DataAsync(response))[^1]);
    }

    [Theory]
    [InlineData("scn-hang", false, "first_byte")]
    [InlineData("scn-hang", true, "first_byte")]
    [InlineData("scn-stall", true, "idle")]
    public async Task A_silence_ends_by_its_clock(string model, bool stream, string clock)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        var timeouts = new UpstreamTimeouts { FirstByte = TimeSpan.FromMilliseconds(clock == "first_byte" ? 150 : 10_000), Idle = TimeSpan.FromMilliseconds(150) };
        await using var host = await TestHost.StartAsync(TestHost.With(upstream, u => u with { Timeouts = timeouts }));
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat(model, stream: stream));
        var text = await Sse.ReadAsync(response);
        Assert.Contains($"'{clock}'", text);
        Assert.DoesNotContain("[DONE]", text);
        Assert.Equal(clock == "first_byte" ? HttpStatusCode.GatewayTimeout : HttpStatusCode.OK, response.StatusCode);
        foreach (var asked in upstream.Log)
        {
            await asked.Ended.Task.WaitAsync(TimeSpan.FromSeconds(10), TestHost.Token);
            Assert.Equal("disconnected", asked.Outcome);
        }
    }

    [Fact]
    public async Task An_upstream_that_is_not_there_is_502()
    {
        var options = new GatewayOptions { Upstreams = [new UpstreamOptions { Name = "gone", Url = new Uri("http://127.0.0.1:1/v1/"), AnyModel = true }] };
        await using var host = await TestHost.StartAsync(options);
        using var response = await host.PostAsync("/v1/chat/completions", Bodies.Chat("x"));
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        var row = Assert.Single(await host.RowsAsync());
        Assert.Equal((0L, UsageSource.None), (row.Usage.Total, row.UsageSource));
    }

    [Theory]
    [InlineData("scn-wait", true)]
    [InlineData("scn-wait", false)]
    [InlineData("scn-hang", false)]
    public async Task A_caller_who_leaves_cancels_the_upstream_whether_it_streams_or_not(string model, bool stream)
    {
        await using var upstream = await ScriptedUpstream.StartAsync();
        await using var host = await TestHost.StartAsync(TestHost.With(upstream));
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestHost.Token);
        var call = host.PostAsync("/v1/chat/completions", Bodies.Chat(model, stream: stream), cancellation: leave.Token);
        while (upstream.Log.IsEmpty)
        {
            await Task.Yield();
        }

        if (stream)
        {
            (await call).Dispose();
        }

        await leave.CancelAsync();
        var entry = upstream.Log.Single();
        await entry.Ended.Task.WaitAsync(TimeSpan.FromSeconds(10), TestHost.Token);
        Assert.Equal("disconnected", entry.Outcome);
        Assert.Equal(LedgerStatus.ClientCancelled, Assert.Single(await host.RowsAsync()).Status);
    }
}
