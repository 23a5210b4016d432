using Strata.Core.Money;
using Strata.Core.Usage;
using Strata.Ledger.Rows;

namespace Strata.Console.Data;

/// <summary>A request as the console shows it.</summary>
public sealed record RequestRow
{
    /// <summary>Its id, sorting by time.</summary>
    public required string Id { get; init; }

    /// <summary>When it arrived.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The project, which is a team.</summary>
    public string Project { get; init; } = "";

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

    /// <summary>The id of the person behind the key; empty where there is none.</summary>
    public string User { get; init; } = "";

    /// <summary>The application's own customer; empty where it names none.</summary>
    public string EndUser { get; init; } = "";

    /// <summary>Labels, each <c>name=value</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The route, its strategy and the arm of its experiment, as far as there are; empty where the model's name was enough.</summary>
    public string Route { get; init; } = "";

    /// <summary>The dialects in and out, for instance <c>anthropic → openai.chat</c>; empty where nothing was translated.</summary>
    public string Translation { get; init; } = "";

    /// <summary>Every attempt in its order.</summary>
    public IReadOnlyList<LedgerAttempt> Attempts { get; init; } = [];

    /// <summary>What translation could not carry over.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the guardrails found.</summary>
    public IReadOnlyList<LedgerVerdict> Findings { get; init; } = [];

    /// <summary>What the answer cache did, in a word; empty where it was not asked.</summary>
    public string Cache { get; init; } = "";

    /// <summary>What a cache hit saved.</summary>
    public NanoDollars Saved { get; init; }

    /// <summary>What the provider says that it cost; null where it says nothing.</summary>
    public NanoDollars? Reported { get; init; }

    /// <summary>Why we ended the answer before the model did; empty where we did not.</summary>
    public string CutOff { get; init; } = "";

    /// <summary>How often a stream that broke was continued by another attempt.</summary>
    public int Continuations { get; init; }

    /// <summary>The provider's own id.</summary>
    public string UpstreamRequestId { get; init; } = "";

    /// <summary>Tokens of the answer per second after the first; null where it cannot be said, as for a provider's answer that came in one piece.</summary>
    public double? TokensPerSecond =>
        (Stream || Provider == "strata") && FirstToken is { } first && Usage.Completion > 1 && Total > first ? (Usage.Completion - 1) / (Total - first).TotalSeconds : null;
}
