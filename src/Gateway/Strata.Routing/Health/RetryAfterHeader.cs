using System.Globalization;

namespace Strata.Routing.Health;

/// <summary>Reads <c>retry-after-ms</c> and <c>retry-after</c> (RFC 9110 section 10.2.3: seconds, or a date).</summary>
public static class RetryAfterHeader
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(1);

    /// <summary>How long to wait; null where neither header says anything usable. More than a day is no wait but an outage, and counts as a day.</summary>
    public static TimeSpan? Read(string? retryAfterMs, string? retryAfter, DateTimeOffset now)
    {
        var wait = Number(retryAfterMs) is { } ms ? Span(ms / 1_000)
            : Number(retryAfter) is { } seconds ? Span(seconds)
            : DateTimeOffset.TryParse(retryAfter, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date - now
            : null;
        return wait is not { } span ? null : span <= TimeSpan.Zero ? TimeSpan.Zero : span < Most ? span : Most;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;

    private static TimeSpan? Span(double seconds) => TimeSpan.FromSeconds(Math.Min(seconds, Most.TotalSeconds));
}
