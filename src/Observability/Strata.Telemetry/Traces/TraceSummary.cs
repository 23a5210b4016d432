using System.Diagnostics;
using System.Globalization;
using Strata.Core.Money;
using Strata.Telemetry.Spans;
using Strata.Traces.Queries.Lists;

namespace Strata.Telemetry.Traces;

/// <summary>The figures of a trace that a list shows.</summary>
public sealed record TraceSummary
{
    private const int DepthMax = 64; // spans come from outside: their parents may form a circle

    /// <summary>The trace, 32 hexadecimal digits.</summary>
    public required string TraceId { get; init; }

    /// <summary>The request it served; empty where none is known, and in lists.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>The outermost span's name.</summary>
    public required string Name { get; init; }

    /// <summary>When the first span began.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>From the first start to the last end.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Number of spans.</summary>
    public int Spans { get; init; }

    /// <summary>Spans that failed.</summary>
    public int Errors { get; init; }

    /// <summary>The model asked for; empty where none was.</summary>
    public string Model { get; init; } = "";

    /// <summary>Tokens of prompts.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens of answers.</summary>
    public long OutputTokens { get; init; }

    /// <summary>The exact price; null where it is not known.</summary>
    public NanoDollars? Cost { get; init; }

    /// <summary>What a list of the store says.</summary>
    internal static TraceSummary Of(TraceRow row) => new()
    {
        TraceId = row.TraceId.ToString("x32", CultureInfo.InvariantCulture),
        Name = row.Root.Name,
        Start = DateTimeOffset.UnixEpoch.AddTicks(row.StartNs / TimeSpan.NanosecondsPerTick),
        Duration = TimeSpan.FromTicks(row.DurationNs / TimeSpan.NanosecondsPerTick),
        Spans = row.Spans,
        Errors = row.Errors,
        Model = row.Model,
        InputTokens = row.Usage.Prompt,
        OutputTokens = row.Usage.Completion,
        Cost = row.CostNanos is { } nanos ? new NanoDollars(nanos) : null,
    };

    /// <summary>Adds up spans of one trace. Usage is taken from the outermost spans that state it, so nothing counts twice.</summary>
    internal static TraceSummary Of(IReadOnlyList<SpanRecord> spans)
    {
        var byId = new Dictionary<string, SpanRecord>(StringComparer.Ordinal);
        foreach (var span in spans)
        {
            byId[span.SpanId] = span;
        }

        var root = spans.FirstOrDefault(s => s.ParentId.Length == 0 || !byId.ContainsKey(s.ParentId)) ?? spans[0];
        var start = spans.Min(s => s.Start);
        var request = spans.FirstOrDefault(s => s.Find(StrataTags.Request) is not null);
        var cost = SumOutermost(spans, byId, StrataTags.CostNanos);
        return new TraceSummary
        {
            TraceId = root.TraceId,
            RequestId = request?.Find(StrataTags.Request) ?? "",
            Name = root.Name,
            Start = start,
            Duration = spans.Max(s => s.End) - start,
            Spans = spans.Count,
            Errors = spans.Count(s => s.Status == ActivityStatusCode.Error),
            Model = spans.Select(s => s.Find(StrataTags.RequestModel)).FirstOrDefault(m => m is not null) ?? "",
            InputTokens = SumOutermost(spans, byId, StrataTags.InputTokens) ?? 0,
            OutputTokens = SumOutermost(spans, byId, StrataTags.OutputTokens) ?? 0,
            Cost = cost is { } nanos ? new NanoDollars(nanos) : null,
        };
    }

    /// <summary>The sum over the spans that state the figure and have none above them that states it; null where none does.</summary>
    private static long? SumOutermost(IReadOnlyList<SpanRecord> spans, Dictionary<string, SpanRecord> byId, string tag)
    {
        long? sum = null;
        foreach (var span in spans)
        {
            if (span.FindInteger(tag) is { } figure && !IsStatedAbove(span, byId, tag))
            {
                sum = (sum ?? 0) + figure;
            }
        }

        return sum;
    }

    private static bool IsStatedAbove(SpanRecord span, Dictionary<string, SpanRecord> byId, string tag)
    {
        for (var depth = 0; depth < DepthMax && byId.TryGetValue(span.ParentId, out var parent); depth++)
        {
            if (parent.FindInteger(tag) is not null)
            {
                return true;
            }

            span = parent;
        }

        return false;
    }
}
