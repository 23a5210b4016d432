namespace Strata.Gateway.Tests.Faults;

/// <summary>One way in which a provider fails, and how docs/design/gateway.md says that a call ends then.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Scenario">The scripted provider's name for it.</param>
/// <param name="Plain">The status of a plain answer; null where it cannot happen to one.</param>
/// <param name="Streamed">The status of a stream; 200 is a stream that began and ends with an error event on a connection that breaks.</param>
/// <param name="Reason">What the attempt's row says; of a stream that began, the part behind the bar.</param>
internal sealed record Fault(string Name, string Scenario, int? Plain, int? Streamed, string Reason)
{
    public static readonly Fault[] All =
    [
        new("dead: nobody listens", "dead", 502, 502, "connect"),
        new("TLS failure", "tls", 502, 502, "tls"),
        new("closed before a head", "dropped", 502, 502, "connection lost"),
        new("silence before a head", "hang", 504, 504, "clock first_byte"),
        new("429 storm", "429.2", 429, 429, "status 429"),
        new("500", "500", 502, 502, "status 500"),
        new("503", "503", 503, 503, "status 503"),
        new("our credential refused", "401", 502, 502, "status 401"),
        new("a page of somebody else", "html", 502, 502, "unreadable"),
        new("an empty answer", "emptystream", 502, 502, "unreadable|truncated"),
        new("error first, inside 200", "error-first", 503, 502, "error"),
        new("error in the middle, inside 200", "error-in-stream", 503, 200, "error"),
        new("garbage", "malformed", 502, 200, "unreadable"),
        new("reset in the middle", "reset", 502, 200, "truncated"),
        new("a promised body that ends early", "truncate", 502, 200, "truncated"),
        new("a clean end without the dialect's end", "cleancut", 502, 200, "unreadable|truncated"),
        new("stall", "stall", 504, 200, "clock idle"),
        new("slow drip", "drip.20", 504, 200, "clock total|clock min_rate"),
    ];

    public string ReasonOf(bool stream) => Reason.Split('|') is [var plain, var streamed] ? stream ? streamed : plain : Reason;

    /// <summary>Whether another target can still answer: nothing was told to the caller yet.</summary>
    public bool CanFailOver(bool stream) => (stream ? Streamed : Plain) is not null and not 200 && !Scenario.StartsWith("drip", StringComparison.Ordinal);
}
