using Strata.Dialects;
using Strata.Dialects.Framing;
using Strata.Dialects.Wire;
using Strata.Routing.Providers;
using Strata.Upstreams;

namespace Strata.Gateway.Exchanges;

/// <summary>Everything one exchange over HTTP needs to know. It owns the body of a translated request.</summary>
internal sealed class HttpAsk : IDisposable
{
    public required IUpstreamChannel Channel { get; init; }

    public required UpstreamRequest Request { get; init; }

    /// <summary>The body of a translated request; null where the caller's own bytes are sent.</summary>
    public IDisposable? Body { get; init; }

    /// <summary>The dialect that the provider is asked in, which also reads its refusals.</summary>
    public required IDialect Source { get; init; }

    public required IFrameSplitter Splitter { get; init; }

    public required CallClocks Clocks { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The model as the caller asked for it: what messages name.</summary>
    public required string Model { get; init; }

    public required bool Stream { get; init; }

    public required long PromptEstimate { get; init; }

    public required int AnswerBytesMax { get; init; }

    /// <summary>Whether the answer's content type is the provider's.</summary>
    public bool IsRaw { get; init; }

    public required bool IsSameDialect { get; init; }

    public int HeldBytesMax { get; init; } = 64 << 10;

    /// <summary>The caller's own token, apart from the attempt's clocks.</summary>
    public required CancellationToken CallerToken { get; init; }

    /// <summary>Whether a media type is that of this stream's framing.</summary>
    public bool Takes(string mediaType) => Source.Framing switch
    {
        StreamFraming.ServerSentEvents => mediaType == "text/event-stream",
        StreamFraming.JsonLines => mediaType is "application/x-ndjson" or "application/json" or "application/jsonl",
        _ => mediaType == "application/vnd.amazon.eventstream",
    };

    public void Dispose() => Body?.Dispose();
}
