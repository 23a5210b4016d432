using Strata.Traces.Api.Tail;
using Strata.Traces.Api.Tests.Support;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Spans;
using Strata.Tests.Shared.Traces;

namespace Strata.Traces.Api.Tests;

public sealed class TailTests
{
    private static readonly Tenant Own = new("org", "prj");

    [Fact]
    public void A_watcher_gets_the_spans_of_its_tenant_that_pass_and_no_others()
    {
        var hub = new TailHub();
        var watch = new TailWatch(new TraceScope(Own), SpanFilter.Parse("operation = chat").Value);
        Assert.True(hub.TryAdd(watch));
        var batch = new SpanBatch();
        var (mine, theirs) = (new PlayedTraces(1, Own), new PlayedTraces(2, new Tenant("org", "other")));
        for (var i = 0; i < 20; i++)
        {
            mine.Add(batch, DateTimeOffset.UnixEpoch.AddDays(20_000));
            theirs.Add(batch, DateTimeOffset.UnixEpoch.AddDays(20_000));
        }

        hub.Offer(batch);
        var expected = Enumerable.Range(0, batch.Count).Count(i => batch[i].Tenant == Own && batch[i].Operation == "chat");
        Assert.Equal(expected, watch.Waiting.Count);
        hub.Remove(watch);
        hub.Offer(batch);
        Assert.Equal(expected, watch.Waiting.Count);
    }

    [Fact]
    public void Who_reads_too_slowly_misses_spans_and_is_told_how_many()
    {
        var hub = new TailHub();
        var watch = new TailWatch(new TraceScope(Own), SpanFilter.All);
        hub.TryAdd(watch);
        var played = new PlayedTraces(1, Own);
        var offered = 0;
        while (offered < TailWatch.WaitingMax + 500)
        {
            var batch = new SpanBatch();
            played.Add(batch, DateTimeOffset.UnixEpoch.AddDays(20_000));
            offered += batch.Count;
            hub.Offer(batch);
        }

        Assert.Equal(TailWatch.WaitingMax, watch.Waiting.Count);
        Assert.Equal(offered - TailWatch.WaitingMax, watch.TakeMissed());
        Assert.Equal(0, watch.TakeMissed());
    }

    [Fact]
    public async Task Stored_spans_come_as_events()
    {
        await using var host = await ApiHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/strata/v1/traces/tail?filter=operation = chat");
        using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal(": watching", await reader.ReadLineAsync());
        await host.PlayAsync(5);
        var line = "";
        while (!line.StartsWith("data:", StringComparison.Ordinal))
        {
            line = (await reader.ReadLineAsync())!;
        }

        Assert.Contains("\"operation\":\"chat\"", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_so_many_may_watch()
    {
        var hub = new TailHub();
        for (var i = 0; i < TailHub.WatchersMax; i++)
        {
            Assert.True(hub.TryAdd(new TailWatch(new TraceScope(Own), SpanFilter.All)));
        }

        Assert.False(hub.TryAdd(new TailWatch(new TraceScope(Own), SpanFilter.All)));
    }
}
