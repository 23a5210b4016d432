namespace Strata.Dialects.Wire;

/// <summary>How a stream's messages are told apart.</summary>
public enum StreamFraming
{
    /// <summary>Server-sent events (<c>text/event-stream</c>, WHATWG HTML §9.2).</summary>
    ServerSentEvents,

    /// <summary>One JSON object a line (<c>application/x-ndjson</c>).</summary>
    JsonLines,

    /// <summary>Binary messages with headers and checksums (<c>application/vnd.amazon.eventstream</c>).</summary>
    AwsEventStream,
}
