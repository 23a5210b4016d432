using Strata.Telemetry.Traces;

namespace Strata.Telemetry.Endpoints;

/// <summary>A line of the list of traces.</summary>
internal sealed record TraceSummaryBody
{
    public required string TraceId { get; init; }

    public string? RequestId { get; init; }

    public required string Name { get; init; }

    public DateTimeOffset Start { get; init; }

    public long DurationUs { get; init; }

    public int Spans { get; init; }

    public int Errors { get; init; }

    public string? Model { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    public long? CostNanos { get; init; }

    public static TraceSummaryBody Of(TraceSummary summary) => new()
    {
        TraceId = summary.TraceId,
        RequestId = summary.RequestId.Length == 0 ? null : summary.RequestId,
        Name = summary.Name,
        Start = summary.Start,
        DurationUs = summary.Duration.Ticks / TimeSpan.TicksPerMicrosecond,
        Spans = summary.Spans,
        Errors = summary.Errors,
        Model = summary.Model.Length == 0 ? null : summary.Model,
        InputTokens = summary.InputTokens,
        OutputTokens = summary.OutputTokens,
        CostNanos = summary.Cost?.Nanos,
    };
}
