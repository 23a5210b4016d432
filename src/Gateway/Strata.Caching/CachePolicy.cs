namespace Strata.Caching;

/// <summary>What may be answered from the cache, and for how long.</summary>
public sealed record CachePolicy
{
    /// <summary>Whether exact repetitions are answered.</summary>
    public bool Exact { get; init; } = true;

    /// <summary>Whether questions of the same meaning are answered.</summary>
    public bool Semantic { get; init; }

    /// <summary>How long an answer is good for.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether each key has its own partition, not only each project.</summary>
    public bool PerKey { get; init; }

    /// <summary>Whether requests that offer tools take part.</summary>
    public bool WithTools { get; init; }

    /// <summary>The highest temperature that takes part; a request that names none counts as 1.</summary>
    public double TemperatureMax { get; init; } = 2;

    /// <summary>The highest temperature for answers by meaning.</summary>
    public double SemanticTemperatureMax { get; init; } = 0.3;

    /// <summary>The most turns of a conversation that is answered by meaning.</summary>
    public int SemanticTurnsMax { get; init; } = 3;

    /// <summary>The least cosine of two questions, in (0, 1].</summary>
    public double SemanticThreshold { get; init; } = 0.92;

    /// <summary>Whether a stream is replayed with its own pauses.</summary>
    public bool ReplayTiming { get; init; }

    /// <summary>The largest answer that is kept.</summary>
    public int AnswerBytesMax { get; init; } = 1 << 20;

    /// <summary>Whether identical requests at the same time wait for the first one's answer.</summary>
    public bool SingleFlight { get; init; } = true;

    /// <summary>Whether an expired answer may stand in while every target is down; for this long after its end.</summary>
    public TimeSpan StaleFor { get; init; }
}
