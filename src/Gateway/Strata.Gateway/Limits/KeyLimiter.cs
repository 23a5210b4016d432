using Strata.Core.Results;
using Strata.Identity.Keys;

namespace Strata.Gateway.Limits;

/// <summary>
/// One key's requests and tokens. A reservation stands beside the window until it is settled with what was used, so calls at
/// the same time see each other; refusing changes nothing.
/// </summary>
internal sealed class KeyLimiter
{
    private readonly Lock gate = new();
    private readonly SlidingMinute requests = new();
    private readonly SlidingMinute tokens = new();
    private long reserved;

    public Result<Done> TryReserve(KeyLimits limits, long second, long estimate)
    {
        lock (gate)
        {
            if (limits.RequestsPerMinute is { } most && requests.Total(second) >= most)
            {
                return Refuse("requests", most, requests.SecondsUntil(second, most - 1));
            }

            if (limits.TokensPerMinute is { } budget && tokens.Total(second) + reserved + estimate > budget)
            {
                return Refuse("tokens", budget, Math.Max(1, tokens.SecondsUntil(second, Math.Max(0, budget - reserved - estimate))));
            }

            requests.Add(second, 1);
            reserved += estimate;
            return Done.Value;
        }
    }

    public void Settle(long second, long estimate, long used)
    {
        lock (gate)
        {
            reserved -= estimate;
            tokens.Add(second, used);
        }
    }

    public LimitState State(KeyLimits limits, long second)
    {
        lock (gate)
        {
            var calls = requests.Total(second);
            var spent = tokens.Total(second);
            return new LimitState(
                limits.RequestsPerMinute,
                Math.Max(0, (limits.RequestsPerMinute ?? 0) - calls),
                requests.SecondsUntil(second, 0),
                limits.TokensPerMinute,
                Math.Max(0, (limits.TokensPerMinute ?? 0) - spent - reserved),
                tokens.SecondsUntil(second, 0));
        }
    }

    private static Problem Refuse(string what, long limit, long seconds) =>
        new(ProblemCode.RateLimited, $"This key's limit of {limit} {what} per minute is reached. Try again in {seconds} s, or ask an administrator for a higher limit.")
        {
            RetryAfter = TimeSpan.FromSeconds(Math.Max(1, seconds)),
            Field = null,
        };
}
