using System.Globalization;

namespace Strata.Budgets.Headers;

/// <summary>Writes limits as the official clients read them.</summary>
public static class LimitHeaderWriter
{
    /// <summary>OpenAI's: <c>x-ratelimit-limit-requests</c>, <c>-remaining-</c>, <c>-reset-</c> (<c>6m0s</c>), the same for tokens.</summary>
    public static void OpenAi<T>(in LimitHeaders headers, T target, Action<T, string, string> set)
    {
        OpenAi(headers.Requests, "requests", target, set);
        OpenAi(headers.Tokens ?? headers.OutputTokens ?? headers.InputTokens, "tokens", target, set);
    }

    /// <summary>Anthropic's: <c>anthropic-ratelimit-requests-limit</c>, <c>-remaining</c>, <c>-reset</c> (RFC 3339), and tokens, input-tokens, output-tokens.</summary>
    public static void Anthropic<T>(in LimitHeaders headers, DateTimeOffset now, T target, Action<T, string, string> set)
    {
        Anthropic((headers.Requests, "requests"), now, target, set);
        Anthropic((headers.Tokens, "tokens"), now, target, set);
        Anthropic((headers.InputTokens, "input-tokens"), now, target, set);
        Anthropic((headers.OutputTokens, "output-tokens"), now, target, set);
    }

    private static void OpenAi<T>(LimitStand? stand, string what, T target, Action<T, string, string> set)
    {
        if (stand is { } s)
        {
            var seconds = (long)Math.Ceiling(s.Reset.TotalSeconds);
            set(target, $"x-ratelimit-limit-{what}", Text(s.Limit));
            set(target, $"x-ratelimit-remaining-{what}", Text(s.Left));
            set(target, $"x-ratelimit-reset-{what}", seconds >= 60 ? FormattableString.Invariant($"{seconds / 60}m{seconds % 60}s") : FormattableString.Invariant($"{seconds}s"));
        }
    }

    private static void Anthropic<T>((LimitStand? Stand, string What) unit, DateTimeOffset now, T target, Action<T, string, string> set)
    {
        if (unit.Stand is { } s)
        {
            set(target, $"anthropic-ratelimit-{unit.What}-limit", Text(s.Limit));
            set(target, $"anthropic-ratelimit-{unit.What}-remaining", Text(s.Left));
            set(target, $"anthropic-ratelimit-{unit.What}-reset", (now + s.Reset).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
