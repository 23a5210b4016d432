using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Strata.Core.Results;
using Strata.Telemetry.Recording;
using Strata.Telemetry.Stores;
using Strata.Telemetry.Tests.Support;
using Strata.Tests.Shared.Storage;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Scores;
using Strata.Traces.Recording;
using Strata.Traces.Spans;
using TraceReader = Strata.Telemetry.Traces.TraceReader;

namespace Strata.Telemetry.Tests.Recording;

public sealed class SpanPumpTests
{
    [Fact]
    public async Task Own_traces_are_found_again_after_a_restart()
    {
        await using var storage = await ScratchStorage.OpenAsync(ScoreMigrations.All);
        await using (var first = await TelemetryHost.StartAsync(storage))
        {
            first.Services.GetRequiredService<SpanRecorder>().Write(0, static (buffer, _) => Own.Request("restart", 9, "req_1")(buffer.Add()!));
        }

        await using var second = await TelemetryHost.StartAsync(storage);
        var trace = await second.Services.GetRequiredService<TraceReader>().FindAsync(new TraceScope(new Tenant("org", "restart")), 9.ToString("x32"), default);
        Assert.Equal("chat smollm2", trace!.Spans.Single().Name);
    }

    [Fact]
    public async Task A_disk_that_refuses_costs_traces_which_are_counted()
    {
        await using var host = await TelemetryHost.StartAsync();
        using var recorder = new SpanRecorder(new RecorderLimits());
        var sink = new FullDisk();
        using var pump = new SpanPump(recorder, new ActivityRecorder(recorder), sink, host.Services.GetRequiredService<StoreService>(), TimeProvider.System, NullLogger<SpanPump>.Instance);
        await pump.StartAsync(default);
        recorder.Write(0, static (buffer, _) => Own.Request("a", 1, "req_1")(buffer.Add()!));
        await sink.Asked.Task;
        await pump.StopAsync(default);
        Assert.Equal(1, pump.Lost);
    }

    private sealed class FullDisk : ISpanSink
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask<Result<AppendOutcome>> AppendAsync(SpanBatch batch, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            return ValueTask.FromResult<Result<AppendOutcome>>(new Problem(ProblemCode.StorageFailed, "No space left on device."));
        }
    }
}
