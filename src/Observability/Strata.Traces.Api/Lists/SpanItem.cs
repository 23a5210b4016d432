using Strata.Traces.Api.Wire;
using Strata.Traces.Queries.Lists;

namespace Strata.Traces.Api.Lists;

/// <summary>A line of a list of spans.</summary>
public sealed record SpanItem
{
    /// <summary>The trace, 32 hexadecimal digits.</summary>
    public required string TraceId { get; init; }

    /// <summary>The span, 16 hexadecimal digits.</summary>
    public required string SpanId { get; init; }

    /// <summary>The span above it.</summary>
    public string? ParentId { get; init; }

    /// <summary>What was done.</summary>
    public required string Name { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>How long it took, in microseconds.</summary>
    public double DurationUs { get; init; }

    /// <summary>Its role.</summary>
    public required string Kind { get; init; }

    /// <summary>How it ended: <c>unset</c>, <c>ok</c> or <c>error</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The kind of failure.</summary>
    public string? ErrorType { get; init; }

    /// <summary>Who sent it.</summary>
    public string? Service { get; init; }

    /// <summary>The operation.</summary>
    public string? Operation { get; init; }

    /// <summary>Who served the model.</summary>
    public string? Provider { get; init; }

    /// <summary>The model asked for.</summary>
    public string? Model { get; init; }

    /// <summary>The tool.</summary>
    public string? Tool { get; init; }

    /// <summary>The session.</summary>
    public string? Session { get; init; }

    /// <summary>The end user.</summary>
    public string? User { get; init; }

    /// <summary>The key that asked.</summary>
    public string? Key { get; init; }

    /// <summary>Tokens.</summary>
    public UsageBody? Usage { get; init; }

    /// <summary>The exact price in billionths of a dollar; null where none is known.</summary>
    public long? CostNanos { get; init; }

    /// <summary>To the first piece of the answer, in microseconds.</summary>
    public double? FirstTokenUs { get; init; }

    /// <summary>The last thing that was asked, cut.</summary>
    public string? Asked { get; init; }

    /// <summary>A row as a line.</summary>
    public static SpanItem Of(SpanRow row) => new()
    {
        TraceId = TraceIds.Trace(row.TraceId),
        SpanId = TraceIds.Span(row.SpanId),
        ParentId = Words.Filled(TraceIds.Span(row.ParentId)),
        Name = row.Name,
        Start = TraceIds.Time(row.StartNs),
        DurationUs = row.DurationNs / 1000.0,
        Kind = Words.Of(row.Kind),
        Status = Words.Of(row.Status),
        ErrorType = Words.Filled(row.ErrorType),
        Service = Words.Filled(row.Service),
        Operation = Words.Filled(row.Operation),
        Provider = Words.Filled(row.Provider),
        Model = Words.Filled(row.Model),
        Tool = Words.Filled(row.Tool),
        Session = Words.Filled(row.Session),
        User = Words.Filled(row.User),
        Key = Words.Filled(row.Key),
        Usage = UsageBody.Of(row.Usage),
        CostNanos = row.CostNanos,
        FirstTokenUs = row.FirstTokenNs / 1000.0,
        Asked = Words.Filled(PreviewText.Of(row.Preview)),
    };
}
