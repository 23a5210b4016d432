using Strata.Core.Usage;
using Strata.Traces.Spans;

namespace Strata.Telemetry.Tests.Support;

/// <summary>Spans as the gateway writes them.</summary>
internal static class Own
{
    private static readonly SpanOrigin Gateway = new() { Service = "strata", ScopeName = "Strata.Gateway" };

    public static DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    public static Action<SpanRecord> Span(string project, int trace, int span, Action<SpanRecord>? more = null) => record =>
    {
        (record.Tenant, record.Origin, record.Key) = (new Tenant("org", project), Gateway, "key_a");
        (record.TraceId, record.SpanId, record.ParentId) = ((UInt128)trace, (ulong)span, span == 1 ? 0UL : 1);
        (record.Name, record.Operation, record.RequestModel) = ("chat smollm2", span == 1 ? "chat" : "", "smollm2");
        record.StartNs = (Now.AddMilliseconds(span) - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        record.EndNs = record.StartNs + 250_000_000;
        more?.Invoke(record);
    };

    public static Action<SpanRecord> Request(string project, int trace, string id, long input = 30, long output = 12, long? cost = 4_310) => Span(project, trace, 1, span =>
    {
        span.Attributes.Add("strata.request.id", id);
        (span.Usage, span.CostNanos) = (new TokenUsage { Input = input, Output = output }, cost);
    });
}
