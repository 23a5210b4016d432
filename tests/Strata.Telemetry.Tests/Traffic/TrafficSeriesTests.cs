using System.Diagnostics;
using Strata.Core.Money;
using Strata.Telemetry.Spans;
using Strata.Telemetry.Tests.Support;
using Strata.Telemetry.Traffic;

namespace Strata.Telemetry.Tests.Traffic;

public sealed class TrafficSeriesTests
{
    [Fact]
    public void Requests_are_summed_per_step_exactly_and_empty_steps_are_there()
    {
        var series = new TrafficSeries();
        series.Add(Request("a", 1, ("strata.cost.nanos", 5), (StrataTags.InputTokens, 10), (StrataTags.OutputTokens, 3)));
        series.Add(Request("a", 2, (StrataTags.InputTokens, 7)));
        series.Add(Request("a", 3) with { Start = Span.Noon.AddMinutes(10), Status = ActivityStatusCode.Error });
        series.Add(Request("b", 4));
        var points = series.Read("a", Span.Noon, Span.Noon.AddMinutes(14), TimeSpan.FromMinutes(5));
        Assert.Equal([2, 0, 1], points.Select(p => p.Requests));
        Assert.Equal((17, 3, new NanoDollars(5), 1), (points[0].InputTokens, points[0].OutputTokens, points[0].Cost, points[0].Unpriced));
        Assert.Equal((1, 0), (points[2].Errors, points[2].Unpriced));
    }

    [Fact]
    public void A_day_is_kept_and_no_more()
    {
        var series = new TrafficSeries();
        for (var minute = 0; minute < 2_000; minute++)
        {
            series.Add(Request("a", minute + 1) with { Start = Span.Noon.AddMinutes(minute) });
        }

        Assert.Equal(0, series.Read("a", Span.Noon, Span.Noon.AddMinutes(500), TimeSpan.FromMinutes(60)).Sum(p => p.Requests));
        Assert.Equal(1_440, series.Read("a", Span.Noon, Span.Noon.AddMinutes(2_100), TimeSpan.FromMinutes(60)).Sum(p => p.Requests));
    }

    private static SpanRecord Request(string project, int trace, params (string, object)[] tags) =>
        Span.Of(project, trace, 1, [(StrataTags.Request, $"req_{trace}"), .. tags]) with { Start = Span.Noon };
}
