using System.Diagnostics;
using Strata.Telemetry.Spans;

namespace Strata.Telemetry.Tests.Support;

/// <summary>Spans for tests.</summary>
internal static class Span
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    public static SpanRecord Of(string project, int trace, int span, params (string Key, object Value)[] tags) => new()
    {
        TraceId = trace.ToString("x32"),
        SpanId = span.ToString("x16"),
        ParentId = span == 1 ? "" : 1.ToString("x16"),
        Name = "chat smollm2",
        Source = "Strata.Gateway",
        Project = project,
        Kind = ActivityKind.Server,
        Start = Noon.AddMilliseconds(trace + span),
        Duration = TimeSpan.FromMilliseconds(250),
        Attributes = [.. tags.Select(t => new SpanAttribute(t.Key, $"{t.Value}", t.Value is string ? SpanValueKind.Text : SpanValueKind.Integer))],
    };
}
