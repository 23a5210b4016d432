using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Money;
using Strata.Telemetry.Tests.Support;
using Strata.Telemetry.Traffic;
using Strata.Traces.Queries;
using Strata.Traces.Spans;

namespace Strata.Telemetry.Tests.Traffic;

public sealed class TrafficSeriesTests
{
    [Fact]
    public async Task Requests_are_summed_per_step_exactly_and_empty_steps_are_there()
    {
        await using var host = await TelemetryHost.StartAsync();
        var step = TimeSpan.FromMinutes(5);
        var noon = new DateTimeOffset(Own.Now.UtcTicks / step.Ticks * step.Ticks, TimeSpan.Zero).AddHours(-1);
        await host.StoreAsync(
            At(noon, Own.Request("a", 1, "r1", 10, 3, 5)),
            At(noon.AddMinutes(1), Own.Request("a", 2, "r2", 7, 0, null)),
            At(noon.AddMinutes(1), Own.Span("a", 2, 2)), // an attempt is no request
            At(noon.AddMinutes(10), Own.Span("a", 3, 1, s => s.Status = SpanStatus.Error)),
            At(noon, Own.Request("b", 4, "r4")),
            At(noon, Own.Span("a", 5, 1, s => s.Origin = new SpanOrigin { Service = "shop" })));
        var series = host.Services.GetRequiredService<TrafficSeries>();
        var scope = new TraceScope(new Tenant("org", "a"));
        var points = await series.ReadAsync(scope, (noon, noon.AddMinutes(14)), step, default);
        Assert.Equal([2, 0, 1], points.Select(p => p.Requests));
        Assert.Equal((17, 3, new NanoDollars(5), 1), (points[0].InputTokens, points[0].OutputTokens, points[0].Cost, points[0].Unpriced));
        Assert.Equal((1, 0), (points[2].Errors, points[2].Unpriced));
        Assert.InRange(points[0].Latency(0.95)!.Value.TotalMilliseconds, 245, 255);
        Assert.Null(points[1].Latency(0.95));
        Assert.Equal(3, (await series.SumAsync(scope, (noon, noon.AddMinutes(14)), default)).Requests);
    }

    private static Action<SpanRecord> At(DateTimeOffset at, Action<SpanRecord> fill) => span =>
    {
        fill(span);
        span.StartNs = (at - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        span.EndNs = span.StartNs + 250_000_000;
    };
}
