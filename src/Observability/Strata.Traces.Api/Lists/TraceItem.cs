using Strata.Traces.Api.Wire;
using Strata.Traces.Queries.Lists;

namespace Strata.Traces.Api.Lists;

/// <summary>A line of a list of traces. Tokens and price are those of the outermost spans that state them: nothing counts twice.</summary>
public sealed record TraceItem
{
    /// <summary>The trace, 32 hexadecimal digits.</summary>
    public required string TraceId { get; init; }

    /// <summary>The span that brought it into the list.</summary>
    public required string SpanId { get; init; }

    /// <summary>The outermost span's name.</summary>
    public required string Name { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>From the first begin to the last end, in microseconds.</summary>
    public double DurationUs { get; init; }

    /// <summary>Spans that are known.</summary>
    public int Spans { get; init; }

    /// <summary>Spans that failed.</summary>
    public int Errors { get; init; }

    /// <summary>How its outermost span ended.</summary>
    public required string Status { get; init; }

    /// <summary>Who sent it.</summary>
    public string? Service { get; init; }

    /// <summary>The first model asked for.</summary>
    public string? Model { get; init; }

    /// <summary>The session.</summary>
    public string? Session { get; init; }

    /// <summary>The end user.</summary>
    public string? User { get; init; }

    /// <summary>Tokens.</summary>
    public UsageBody? Usage { get; init; }

    /// <summary>Tokens of prompts.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens of answers.</summary>
    public long OutputTokens { get; init; }

    /// <summary>The exact price in billionths of a dollar; null where none is known.</summary>
    public long? CostNanos { get; init; }

    /// <summary>What was asked, cut.</summary>
    public string? Asked { get; init; }

    /// <summary>A row as a line.</summary>
    public static TraceItem Of(TraceRow row) => new()
    {
        TraceId = TraceIds.Trace(row.TraceId),
        SpanId = TraceIds.Span(row.Hit.SpanId),
        Name = row.Root.Name,
        Start = TraceIds.Time(row.StartNs),
        DurationUs = row.DurationNs / 1000.0,
        Spans = row.Spans,
        Errors = row.Errors,
        Status = Words.Of(row.Root.Status),
        Service = Words.Filled(row.Root.Service),
        Model = Words.Filled(row.Model),
        Session = Words.Filled(row.Root.Session.Length > 0 ? row.Root.Session : row.Hit.Session),
        User = Words.Filled(row.Root.User.Length > 0 ? row.Root.User : row.Hit.User),
        Usage = UsageBody.Of(row.Usage),
        InputTokens = row.Usage.Prompt,
        OutputTokens = row.Usage.Completion,
        CostNanos = row.CostNanos,
        Asked = Words.Filled(PreviewText.Of(row.Asked)),
    };
}
