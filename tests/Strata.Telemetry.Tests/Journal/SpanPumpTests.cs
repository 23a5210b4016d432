using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Strata.Core.Identity;
using Strata.Storage;
using Strata.Telemetry.Journal;
using Strata.Telemetry.Spans;
using Strata.Telemetry.Tests.Support;
using Strata.Telemetry.Traces;
using Strata.Telemetry.Traffic;

namespace Strata.Telemetry.Tests.Journal;

public sealed class SpanPumpTests
{
    [Fact]
    public async Task Traces_and_traffic_are_found_again_after_a_restart()
    {
        var directory = Directory.CreateTempSubdirectory("strata-spans");
        using var source = new ActivitySource("Strata.Gateway");
        await using (var storage = await OpenAsync(directory.FullName))
        {
            await using var first = await TelemetryHost.StartAsync(storage.Logs);
            using var activity = source.StartActivity("chat smollm2")!;
            activity.SetTag(StrataTags.Project, "restart").SetTag(StrataTags.Request, "req_1").SetTag(StrataTags.OutputTokens, 9);
        }

        await using (var storage = await OpenAsync(directory.FullName))
        {
            await using var second = await TelemetryHost.StartAsync(storage.Logs);
            var trace = second.Services.GetRequiredService<TraceReader>().Find(new("restart"), "req_1");
            Assert.Equal("chat smollm2", trace!.Spans.Single().Name);
            var points = second.Services.GetRequiredService<TrafficSeries>().Read("restart", trace.Summary.Start, trace.Summary.Start.AddMinutes(1), TimeSpan.FromMinutes(1));
            Assert.Equal(9, points.Sum(p => p.OutputTokens));
        }

        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task The_log_is_trimmed_to_its_bound()
    {
        var logs = new MemoryLogs();
        await using var journal = new SpanJournal(logs, 10_000, NullLogger.Instance);
        await journal.OpenAsync(_ => { }, CancellationToken.None);
        for (var i = 1; i <= 100; i++)
        {
            await journal.AppendAsync([Span.Of("a", i, 1, ("prompt", new string('x', 900)))], CancellationToken.None);
        }

        Assert.InRange(logs.Records.Sum(r => r.Data.Length), 5_000, 10_000);
        Assert.Equal(100, logs.Records[^1].Sequence);
    }

    [Fact]
    public async Task A_full_disk_costs_durability_and_is_counted()
    {
        var logs = new MemoryLogs { DiskFull = true };
        await using var journal = new SpanJournal(logs, 10_000, NullLogger.Instance);
        await journal.OpenAsync(_ => { }, CancellationToken.None);
        await journal.AppendAsync([Span.Of("a", 1, 1), Span.Of("a", 1, 2)], CancellationToken.None);
        logs.DiskFull = false;
        await journal.AppendAsync([Span.Of("a", 1, 3)], CancellationToken.None);
        Assert.Equal((2, 1), (journal.Unwritten, logs.Records.Count));
    }

    private static async Task<StorageSet> OpenAsync(string directory) =>
        (await StorageModule.OpenAsync(new StorageOptions { Directory = directory }, TimeProvider.System, new TimeOrderedIds(TimeProvider.System), CancellationToken.None)).Value;
}
