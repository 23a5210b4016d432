using System.Globalization;
using System.Net.Http.Headers;
using Strata.Budgets.Headers;

namespace Strata.Gateway.Upstreams;

/// <summary>Reads how a provider's own limits stand from its answer's headers, in the spelling of OpenAI or of Anthropic.</summary>
internal static class UpstreamLimits
{
    public static LimitHeaders? Read(HttpHeadersNonValidated headers, DateTimeOffset now)
    {
        if (headers.Contains("x-ratelimit-remaining-requests") || headers.Contains("x-ratelimit-remaining-tokens"))
        {
            return new LimitHeaders
            {
                Requests = Stand(headers, ("x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"), now),
                Tokens = Stand(headers, ("x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"), now),
            };
        }

        return !headers.Contains("anthropic-ratelimit-requests-remaining") ? null : new LimitHeaders
        {
            Requests = Stand(headers, ("anthropic-ratelimit-requests-limit", "anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"), now),
            Tokens = Stand(headers, ("anthropic-ratelimit-tokens-limit", "anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"), now),
        };
    }

    /// <summary>What is left of the tighter one, from 0 to 1; null where nothing is said.</summary>
    public static double? Headroom(in LimitHeaders limits)
    {
        var requests = limits.Requests is { Limit: > 0 } r ? (double)r.Left / r.Limit : (double?)null;
        var tokens = limits.Tokens is { Limit: > 0 } t ? (double)t.Left / t.Limit : (double?)null;
        return requests is { } a && tokens is { } b ? Math.Min(a, b) : requests ?? tokens;
    }

    private static LimitStand? Stand(HttpHeadersNonValidated headers, (string Limit, string Left, string Reset) names, DateTimeOffset now) =>
        Whole(headers, names.Limit) is { } limit && Whole(headers, names.Left) is { } left
            ? new LimitStand(limit, left, headers.TryGetValues(names.Reset, out var reset) ? Wait(reset.ToString(), now) : TimeSpan.Zero)
            : null;

    private static long? Whole(HttpHeadersNonValidated headers, string name) =>
        headers.TryGetValues(name, out var text) && long.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

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
