using Strata.Core.Configuration;

namespace Strata.Budgets.Rules;

/// <summary>Over which time a limit sums: a sliding duration, a calendar period at an offset from UTC, or for ever.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Duration">The length of a sliding window; zero otherwise.</param>
/// <param name="Offset">How far ahead of UTC a calendar's midnight is; zero otherwise.</param>
public readonly record struct LimitWindow(WindowKind Kind, TimeSpan Duration, TimeSpan Offset)
{
    /// <summary>The last sixty seconds.</summary>
    public static LimitWindow Minute => Sliding(TimeSpan.FromMinutes(1));

    /// <summary>For ever.</summary>
    public static LimitWindow Total => new(WindowKind.Total, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The last so much time, always.</summary>
    public static LimitWindow Sliding(TimeSpan duration) => new(WindowKind.Sliding, duration, TimeSpan.Zero);

    /// <summary>A calendar period whose midnight is <paramref name="offset"/> ahead of UTC.</summary>
    public static LimitWindow Calendar(WindowKind kind, TimeSpan offset = default) => new(kind, TimeSpan.Zero, offset);

    /// <summary>Whether it outlives an hour: such sums are kept in the database.</summary>
    public bool IsLong => Kind != WindowKind.Sliding || Duration > TimeSpan.FromHours(1);

    /// <summary>The start and the end of the window that holds an instant, in Unix milliseconds. A sliding window ends with the instant.</summary>
    public (long Start, long End) Bounds(long utcMs)
    {
        if (Kind == WindowKind.Sliding)
        {
            return (utcMs - (long)Duration.TotalMilliseconds, utcMs);
        }

        if (Kind == WindowKind.Total)
        {
            return (0, long.MaxValue);
        }

        var day = DateTimeOffset.FromUnixTimeMilliseconds(utcMs).ToOffset(Offset).Date;
        var first = Kind switch
        {
            WindowKind.Day => day,
            WindowKind.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            WindowKind.Month => new DateTime(day.Year, day.Month, 1, 0, 0, 0, DateTimeKind.Unspecified),
            _ => new DateTime(day.Year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified),
        };
        var next = Kind switch
        {
            WindowKind.Day => first.AddDays(1),
            WindowKind.Week => first.AddDays(7),
            WindowKind.Month => first.AddMonths(1),
            _ => first.AddYears(1),
        };
        return (Unix(first), Unix(next));
    }

    /// <summary>As it is written in configuration: <c>60s</c>, <c>month</c>, <c>day+02:00</c>, <c>total</c>.</summary>
    public override string ToString() =>
        Kind == WindowKind.Sliding ? DurationText.Write(Duration)
        : Offset == TimeSpan.Zero ? LimitWords.Of(Kind)
        : $"{LimitWords.Of(Kind)}{(Offset < TimeSpan.Zero ? '-' : '+')}{Offset:hh\\:mm}";

    /// <summary>Reads what <see cref="ToString"/> writes; false where the text is no window.</summary>
    public static bool TryRead(string text, out LimitWindow window)
    {
        var word = text.Trim();
        var sign = word.IndexOfAny(['+', '-']);
        var name = sign > 0 ? word[..sign] : word;
        if (LimitWords.WindowOf(name) is { } kind)
        {
            var offset = TimeSpan.Zero;
            var ok = sign < 0 || (kind != WindowKind.Total && word.Length - sign == 6 && TimeSpan.TryParseExact(word[(sign + 1)..], @"hh\:mm", null, out offset) && offset <= TimeSpan.FromHours(14));
            window = new LimitWindow(kind, TimeSpan.Zero, sign > 0 && word[sign] == '-' ? -offset : offset);
            return ok;
        }

        var read = DurationText.TryRead(word, out var duration);
        window = Sliding(duration);
        return read;
    }

    private long Unix(DateTime local) => new DateTimeOffset(local, Offset).ToUnixTimeMilliseconds();
}
