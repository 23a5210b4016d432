using System.Collections.Concurrent;
using Strata.Core.Results;
using Strata.Identity.Keys;

namespace Strata.Gateway.Limits;

/// <summary>All limiters of the process, and the bound on parallel requests. Keys without limits cost nothing here.</summary>
internal sealed class LimitTable(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, KeyLimiter> limiters = new(StringComparer.Ordinal);
    private int parallel;

    /// <summary>A second of the monotonic clock: a wall clock that is set back would stop every window until it caught up.</summary>
    public long Second => (long)time.GetElapsedTime(0).TotalSeconds;

    public int Parallel => Volatile.Read(ref parallel);

    /// <summary>Reserves a request: its place, one of the key's requests, and tokens.</summary>
    /// <param name="keyId">Whose limits.</param>
    /// <param name="limits">The limits in force.</param>
    /// <param name="parallelMax">The most requests at once.</param>
    /// <param name="promptTokens">Tokens that are sure to be used.</param>
    /// <param name="outputEstimate">Tokens that are likely to come.</param>
    public Result<LimitLease> Reserve(string keyId, KeyLimits limits, int parallelMax, long promptTokens, long outputEstimate)
    {
        if (Interlocked.Increment(ref parallel) > parallelMax)
        {
            Leave();
            return new Problem(ProblemCode.Overloaded, $"The gateway is answering {parallelMax} requests already. Try again shortly.") { RetryAfter = TimeSpan.FromSeconds(1) };
        }

        if (limits.RequestsPerMinute is null && limits.TokensPerMinute is null)
        {
            return new LimitLease(this, null, 0);
        }

        if (limits.TokensPerMinute is { } budget && promptTokens > budget)
        {
            Leave();
            return new Problem(ProblemCode.RateLimited, $"The prompt has {promptTokens} tokens; this key may use {budget} a minute. Shorten the prompt, or ask an administrator for a higher limit.");
        }

        // One request alone must be able to pass: the likely output never makes it larger than the whole limit.
        var estimate = Math.Min(promptTokens + outputEstimate, limits.TokensPerMinute ?? long.MaxValue);
        var limiter = limiters.GetOrAdd(keyId, static _ => new KeyLimiter());
        if (limiter.TryReserve(limits, Second, estimate).Try(out _, out var problem))
        {
            return new LimitLease(this, limiter, estimate);
        }

        Leave();
        return problem;
    }

    public LimitState? State(string keyId, KeyLimits limits) =>
        limits.RequestsPerMinute is null && limits.TokensPerMinute is null ? null
        : limiters.GetOrAdd(keyId, static _ => new KeyLimiter()).State(limits, Second);

    internal void Leave() => Interlocked.Decrement(ref parallel);
}
