using Strata.Telemetry.Spans;

namespace Strata.Telemetry.Endpoints;

/// <summary>A span as the API says it. Times are microseconds: of the trace's start for <see cref="StartUs"/>, of the span for the rest.</summary>
internal sealed record SpanBody
{
    public required string SpanId { get; init; }

    public string? ParentId { get; init; }

    public required string Name { get; init; }

    public required string Source { get; init; }

    public required string Kind { get; init; }

    public required string Status { get; init; }

    public string? StatusText { get; init; }

    public long StartUs { get; init; }

    public long DurationUs { get; init; }

    public required IReadOnlyDictionary<string, object> Attributes { get; init; }

    public required IReadOnlyList<SpanEventBody> Events { get; init; }

    public static SpanBody Of(SpanRecord span, DateTimeOffset traceStart) => new()
    {
        SpanId = span.SpanId,
        ParentId = span.ParentId.Length == 0 ? null : span.ParentId,
        Name = span.Name,
        Source = span.Source,
        Kind = span.Kind.ToString().ToLowerInvariant(),
        Status = span.Status.ToString().ToLowerInvariant(),
        StatusText = span.StatusText.Length == 0 ? null : span.StatusText,
        StartUs = (span.Start - traceStart).Ticks / TimeSpan.TicksPerMicrosecond,
        DurationUs = span.Duration.Ticks / TimeSpan.TicksPerMicrosecond,
        Attributes = AttributeValues.Of(span.Attributes),
        Events = [.. span.Events.Select(e => new SpanEventBody(e.Name, e.Offset.Ticks / TimeSpan.TicksPerMicrosecond, AttributeValues.Of(e.Attributes)))],
    };
}
