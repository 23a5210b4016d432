using System.Diagnostics;
using Strata.Core.Money;
using Strata.Telemetry.Spans;

namespace Strata.Telemetry.Traffic;

/// <summary>What one finished request adds to the traffic.</summary>
internal sealed record TrafficSample
{
    public required string Project { get; init; }

    public DateTimeOffset End { get; init; }

    public TimeSpan Duration { get; init; }

    public bool Failed { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    public NanoDollars? Cost { get; init; }

    /// <summary>A sample of the gateway's span of a request; null for every other span.</summary>
    public static TrafficSample? Of(SpanRecord span) =>
        span.Source != "Strata.Gateway" || span.Project.Length == 0 || span.Find(StrataTags.Request) is null ? null : new TrafficSample
        {
            Project = span.Project,
            End = span.End,
            Duration = span.Duration,
            Failed = span.Status == ActivityStatusCode.Error,
            InputTokens = span.FindInteger(StrataTags.InputTokens) ?? 0,
            OutputTokens = span.FindInteger(StrataTags.OutputTokens) ?? 0,
            Cost = span.FindInteger(StrataTags.CostNanos) is { } nanos ? new NanoDollars(nanos) : null,
        };
}
