using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Strata.Traces.Api.Wire;
using Strata.Traces.Spans;

namespace Strata.Traces.Api.Lists;

/// <summary>A whole span. Begins are microseconds of the trace's for <see cref="StartUs"/>.</summary>
public sealed record SpanDetail
{
    /// <summary>The trace.</summary>
    public required string TraceId { get; init; }

    /// <summary>The span.</summary>
    public required string SpanId { get; init; }

    /// <summary>The span above it.</summary>
    public string? ParentId { get; init; }

    /// <summary>What was done.</summary>
    public required string Name { get; init; }

    /// <summary>The instrumentation that made it.</summary>
    public required string Source { get; init; }

    /// <summary>Its role.</summary>
    public required string Kind { get; init; }

    /// <summary>How it ended.</summary>
    public required string Status { get; init; }

    /// <summary>What went wrong, in words.</summary>
    public string? StatusText { get; init; }

    /// <summary>The kind of failure.</summary>
    public string? ErrorType { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Start { get; init; }

    /// <summary>Its begin in the trace, in microseconds.</summary>
    public double StartUs { get; init; }

    /// <summary>How long it took, in microseconds.</summary>
    public double DurationUs { get; init; }

    /// <summary>Who sent it.</summary>
    public string? Service { get; init; }

    /// <summary>The operation.</summary>
    public string? Operation { get; init; }

    /// <summary>Who served the model.</summary>
    public string? Provider { get; init; }

    /// <summary>The model asked for.</summary>
    public string? Model { get; init; }

    /// <summary>The model that answered.</summary>
    public string? ResponseModel { get; init; }

    /// <summary>Tokens.</summary>
    public UsageBody? Usage { get; init; }

    /// <summary>The exact price in billionths of a dollar.</summary>
    public long? CostNanos { get; init; }

    /// <summary>Where the price comes from; null where there is none.</summary>
    public string? CostSource { get; init; }

    /// <summary>To the first piece of the answer, in microseconds.</summary>
    public double? FirstTokenUs { get; init; }

    /// <summary>Why the answer ended.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The tool.</summary>
    public string? Tool { get; init; }

    /// <summary>The agent.</summary>
    public string? Agent { get; init; }

    /// <summary>The session.</summary>
    public string? Session { get; init; }

    /// <summary>The conversation.</summary>
    public string? Conversation { get; init; }

    /// <summary>The end user.</summary>
    public string? User { get; init; }

    /// <summary>The key that asked.</summary>
    public string? Key { get; init; }

    /// <summary>Words the sender files it under.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What was said; empty where messages were not asked for.</summary>
    public IReadOnlyList<MessageBody> Messages { get; init; } = [];

    /// <summary>All other facts.</summary>
    public JsonObject Attributes { get; init; } = [];

    /// <summary>Facts about who sent it.</summary>
    public JsonObject Resource { get; init; } = [];

    /// <summary>What happened meanwhile.</summary>
    public IReadOnlyList<EventBody> Events { get; init; } = [];

    /// <summary>Other spans.</summary>
    public IReadOnlyList<LinkBody> Links { get; init; } = [];

    /// <summary>A span as the API says it.</summary>
    public static SpanDetail Of(SpanRecord span, long traceStartNs) => new()
    {
        TraceId = TraceIds.Trace(span.TraceId),
        SpanId = TraceIds.Span(span.SpanId),
        ParentId = Words.Filled(TraceIds.Span(span.ParentId)),
        Name = span.Name,
        Source = span.Origin.ScopeName,
        Kind = Words.Of(span.Kind),
        Status = Words.Of(span.Status),
        StatusText = Words.Filled(span.StatusText),
        ErrorType = Words.Filled(span.ErrorType),
        Start = TraceIds.Time(span.StartNs),
        StartUs = (span.StartNs - traceStartNs) / 1000.0,
        DurationUs = span.DurationNs / 1000.0,
        Service = Words.Filled(span.Origin.Service),
        Operation = Words.Filled(span.Operation),
        Provider = Words.Filled(span.Provider),
        Model = Words.Filled(span.RequestModel),
        ResponseModel = Words.Filled(span.ResponseModel),
        Usage = UsageBody.Of(span.Usage),
        CostNanos = span.CostNanos,
        CostSource = span.CostNanos is null ? null : Words.Of(span.CostSource),
        FirstTokenUs = span.FirstTokenNs / 1000.0,
        FinishReason = Words.Filled(span.FinishReason),
        Tool = Words.Filled(span.Tool),
        Agent = Words.Filled(span.Agent),
        Session = Words.Filled(span.Session),
        Conversation = Words.Filled(span.Conversation),
        User = Words.Filled(span.User),
        Key = Words.Filled(span.Key),
        Tags = [.. span.Tags],
        Messages = [.. span.Messages.Select(m => new MessageBody(Words.Of(m.Slot), Words.Filled(m.Role), Content(m)))],
        Attributes = AttributeJson.Of(span.Attributes.Bytes),
        Resource = AttributeJson.Of(span.Origin.Resource.Span),
        Events = [.. span.Events.Select(e => new EventBody(e.Name, (e.TimeNs - span.StartNs) / 1000.0, AttributeJson.Of(e.Attributes.Bytes)))],
        Links = [.. span.Links.Select(l => new LinkBody(TraceIds.Trace(l.TraceId), TraceIds.Span(l.SpanId), AttributeJson.Of(l.Attributes.Bytes)))],
    };

    private static JsonNode? Content(SpanMessage message)
    {
        if (message.IsJson)
        {
            try
            {
                return JsonNode.Parse(message.Body.Span);
            }
            catch (JsonException)
            {
                // What calls itself JSON and is none is shown as the text it is.
            }
        }

        return JsonValue.Create(Encoding.UTF8.GetString(message.Body.Span));
    }
}
