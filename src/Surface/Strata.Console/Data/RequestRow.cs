using Strata.Core.Money;
using Strata.Core.Usage;

namespace Strata.Console.Data;

/// <summary>A request as the console shows it.</summary>
public sealed record RequestRow
{
    /// <summary>Its id, sorting by time.</summary>
    public required string Id { get; init; }

    /// <summary>When it arrived.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What was asked: the last thing the user said; empty where it was not captured.</summary>
    public string Asked { get; init; } = "";

    /// <summary>The key's id.</summary>
    public string KeyId { get; init; } = "";

    /// <summary>The key's name; its id where the name is not known.</summary>
    public string KeyName { get; init; } = "";

    /// <summary>The model as asked for.</summary>
    public required string Model { get; init; }

    /// <summary>What it was routed to.</summary>
    public string Deployment { get; init; } = "";

    /// <summary>Who answered.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The surface it came through.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>Whether the answer was streamed.</summary>
    public bool Stream { get; init; }

    /// <summary>How it ended.</summary>
    public RequestVerdict Verdict { get; init; }

    /// <summary>The status code sent.</summary>
    public int HttpStatus { get; init; }

    /// <summary>Why the answer ended; empty where there was none.</summary>
    public string FinishReason { get; init; } = "";

    /// <summary>The error's code; empty where there was none.</summary>
    public string ErrorCode { get; init; } = "";

    /// <summary>Tokens by class.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>Where the counts come from, in a word.</summary>
    public string UsageSource { get; init; } = "";

    /// <summary>The exact cost; null is unpriced.</summary>
    public NanoDollars? Cost { get; init; }

    /// <summary>The price book it was priced by.</summary>
    public string PriceVersion { get; init; } = "";

    /// <summary>Its trace; empty where it was not traced.</summary>
    public string TraceId { get; init; } = "";

    /// <summary>Waiting before the model began.</summary>
    public TimeSpan Queue { get; init; }

    /// <summary>To the first content; null where none came.</summary>
    public TimeSpan? FirstToken { get; init; }

    /// <summary>The whole request.</summary>
    public TimeSpan Total { get; init; }

    /// <summary>The provider's own id.</summary>
    public string UpstreamRequestId { get; init; } = "";

    /// <summary>Tokens of the answer per second after the first; null where it cannot be said, as for a provider's answer that came in one piece.</summary>
    public double? TokensPerSecond =>
        (Stream || Provider == "strata") && FirstToken is { } first && Usage.Completion > 1 && Total > first ? (Usage.Completion - 1) / (Total - first).TotalSeconds : null;
}
