using Strata.Core.Usage;

namespace Strata.Traces.Api.Sums;

/// <summary>A session or a user with what was done in it.</summary>
public sealed record GroupRow
{
    /// <summary>The session's or the user's id.</summary>
    public required string Id { get; init; }

    /// <summary>Spans that name it.</summary>
    public long Spans { get; init; }

    /// <summary>Spans that failed.</summary>
    public long Errors { get; init; }

    /// <summary>Traces that were looked at.</summary>
    public int Traces { get; init; }

    /// <summary>Whether there are more traces than were looked at: tokens and price are of the newest ones then.</summary>
    public bool HasMore { get; init; }

    /// <summary>Begin of the newest trace, in nanoseconds since 1970.</summary>
    public long LastNs { get; init; }

    /// <summary>Begin of the oldest trace that was looked at.</summary>
    public long FirstNs { get; init; }

    /// <summary>Tokens; nothing counts twice.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>The exact price in billionths of a dollar; null where none is known.</summary>
    public long? CostNanos { get; init; }

    /// <summary>What was asked last, cut.</summary>
    public string Asked { get; init; } = "";

    /// <summary>The user of a session; how many sessions for a user.</summary>
    public string User { get; init; } = "";

    /// <summary>Sessions of a user, among the traces looked at.</summary>
    public int Sessions { get; init; }
}
