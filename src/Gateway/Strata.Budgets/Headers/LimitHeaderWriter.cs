using System.Globalization;

namespace Strata.Budgets.Headers;

/// <summary>Writes limits as the official clients read them.</summary>
public static class LimitHeaderWriter
{
    private static readonly string?[] Waits = new string?[120];

    /// <summary>OpenAI's: <c>x-ratelimit-limit-requests</c>, <c>-remaining-</c>, <c>-reset-</c> (<c>6m0s</c>), the same for tokens.</summary>
    public static void OpenAi<T>(in LimitHeaders headers, T target, Action<T, string, string> set)
    {
        OpenAi(headers.Requests, ("x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"), target, set);
        OpenAi(headers.Tokens ?? headers.OutputTokens ?? headers.InputTokens, ("x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"), target, set);
    }

    /// <summary>Anthropic's: <c>anthropic-ratelimit-requests-limit</c>, <c>-remaining</c>, <c>-reset</c> (RFC 3339), and tokens, input-tokens, output-tokens.</summary>
    public static void Anthropic<T>(in LimitHeaders headers, DateTimeOffset now, T target, Action<T, string, string> set)
    {
        Anthropic((headers.Requests, "requests"), now, target, set);
        Anthropic((headers.Tokens, "tokens"), now, target, set);
        Anthropic((headers.InputTokens, "input-tokens"), now, target, set);
        Anthropic((headers.OutputTokens, "output-tokens"), now, target, set);
    }

    private static void OpenAi<T>(LimitStand? stand, (string Limit, string Left, string Reset) names, T target, Action<T, string, string> set)
    {
        if (stand is { } s)
        {
            set(target, names.Limit, Text(s.Limit));
            set(target, names.Left, Text(s.Left));
            set(target, names.Reset, Wait((long)Math.Ceiling(s.Reset.TotalSeconds)));
        }
    }

    /// <summary>Windows are mostly a minute, so few words are said again and again.</summary>
    private static string Wait(long seconds) =>
        seconds is >= 0 and < 120 ? Waits[seconds] ??= WaitText(seconds) : WaitText(seconds);

    private static string WaitText(long seconds) => seconds >= 60 ? FormattableString.Invariant($"{seconds / 60}m{seconds % 60}s") : FormattableString.Invariant($"{seconds}s");

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
