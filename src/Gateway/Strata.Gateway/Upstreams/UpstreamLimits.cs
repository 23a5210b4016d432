using System.Globalization;
using Strata.Budgets.Headers;
using Strata.Upstreams;

namespace Strata.Gateway.Upstreams;

/// <summary>Reads how a provider's own limits stand from its answer's headers, in the spelling of OpenAI or of Anthropic.</summary>
internal static class UpstreamLimits
{
    public static LimitHeaders? Read(UpstreamAnswer from, TimeProvider time)
    {
        if (from.Header("x-ratelimit-remaining-requests") is not null || from.Header("x-ratelimit-remaining-tokens") is not null)
        {
            var now = time.GetUtcNow();
            return new LimitHeaders
            {
                Requests = Stand(from, ("x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"), now),
                Tokens = Stand(from, ("x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"), now),
            };
        }

        return from.Header("anthropic-ratelimit-requests-remaining") is null ? null : new LimitHeaders
        {
            Requests = Stand(from, ("anthropic-ratelimit-requests-limit", "anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"), time.GetUtcNow()),
            Tokens = Stand(from, ("anthropic-ratelimit-tokens-limit", "anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"), time.GetUtcNow()),
        };
    }

    /// <summary>What is left of the tighter one, from 0 to 1; null where nothing is said.</summary>
    public static double? Headroom(in LimitHeaders limits)
    {
        var requests = limits.Requests is { Limit: > 0 } r ? (double)r.Left / r.Limit : (double?)null;
        var tokens = limits.Tokens is { Limit: > 0 } t ? (double)t.Left / t.Limit : (double?)null;
        return requests is { } a && tokens is { } b ? Math.Min(a, b) : requests ?? tokens;
    }

    private static LimitStand? Stand(UpstreamAnswer from, (string Limit, string Left, string Reset) names, DateTimeOffset now) =>
        Whole(from, names.Limit) is { } limit && Whole(from, names.Left) is { } left
            ? new LimitStand(limit, left, from.Header(names.Reset) is { } reset ? Wait(reset, now) : TimeSpan.Zero)
            : null;

    private static long? Whole(UpstreamAnswer from, string name) =>
        long.TryParse(from.Header(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A duration as <c>6m0s</c>, <c>1.5s</c> or <c>20ms</c>, seconds, or a date.</summary>
    private static TimeSpan Wait(string text, DateTimeOffset now)
    {
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) && text.Contains('T', StringComparison.Ordinal))
        {
            return date > now ? date - now : TimeSpan.Zero;
        }

        var (sum, from) = (0.0, 0);
        for (var i = 0; i < text.Length && text.Length <= 32; i++)
        {
            if (char.IsAsciiDigit(text[i]) || text[i] == '.')
            {
                continue;
            }

            var isMs = text[i] == 'm' && i + 1 < text.Length && text[i + 1] == 's';
            var unit = isMs ? 0.001 : text[i] switch { 'd' => 86_400, 'h' => 3_600, 'm' => 60, _ => 1 };
            sum += double.TryParse(text.AsSpan(from, i - from), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value * unit : 0;
            i += isMs ? 1 : 0;
            from = i + 1;
        }

        sum += from < text.Length && double.TryParse(text.AsSpan(from), NumberStyles.Float, CultureInfo.InvariantCulture, out var rest) ? rest : 0;
        return TimeSpan.FromSeconds(Math.Clamp(sum, 0, 86_400));
    }
}
