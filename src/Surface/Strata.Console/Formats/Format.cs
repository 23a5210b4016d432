using System.Globalization;
using Strata.Core.Money;

namespace Strata.Console.Formats;

/// <summary>
/// Figures as the console says them: groups of three with a narrow space that never breaks, two or three digits for
/// what is measured, every digit for what is counted or paid.
/// </summary>
public static class Format
{
    /// <summary>The space between groups of digits and before a unit: narrow, and a line never breaks at it.</summary>
    public const char Gap = '\u202F';

    private static readonly NumberFormatInfo Grouped = new() { NumberGroupSeparator = Gap.ToString(), NumberDecimalSeparator = "." };
    private static readonly string[] Sizes = ["B", "kB", "MB", "GB", "TB", "PB"];

    /// <summary>A count with all its digits: <c>12 408</c>.</summary>
    public static string Count(long value) => value.ToString("N0", Grouped);

    /// <summary>An exact amount, or the word <c>unpriced</c>.</summary>
    public static string Money(NanoDollars? amount) => amount?.ToString().Replace(' ', Gap) ?? "unpriced";

    /// <summary>A time span in the unit that fits: <c>84 ms</c>, <c>1.32 s</c>, <c>2 m 04 s</c>, <c>3 h 07 m</c>, <c>2 d 05 h</c>.</summary>
    public static string Duration(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
        {
            return "−" + Duration(span.Negate());
        }

        var ms = span.TotalMilliseconds;
        var seconds = (long)Math.Round(span.TotalSeconds, MidpointRounding.AwayFromZero);
        return ms == 0 ? $"0{Gap}ms"
            : ms < 0.9995 ? Unit(1000 * ms, "0", "µs")
            : ms < 999.5 ? Unit(ms, ms < 9.95 ? "0.0" : "0", "ms")
            : ms < 59_950 ? Unit(span.TotalSeconds, ms < 9_995 ? "0.00" : "0.0", "s")
            : seconds < 3600 ? Pair(seconds, 60, "m", "s")
            : seconds < 86_400 ? Pair(seconds / 60, 60, "h", "m")
            : Pair(seconds / 3600, 24, "d", "h");
    }

    /// <summary>A size in powers of a thousand: <c>3.1 MB</c>.</summary>
    public static string Size(long bytes)
    {
        decimal value = bytes;
        var unit = 0;
        while (Math.Abs(value) >= (unit == 0 ? 1000m : 999.95m) && unit < Sizes.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return unit == 0 ? $"{bytes}{Gap}B" : value.ToString(Math.Abs(value) < 99.95m ? "0.0" : "0", CultureInfo.InvariantCulture) + Gap + Sizes[unit];
    }

    /// <summary>A large number in short, for axes and weights: <c>135 M</c>, <c>1.5 k</c>.</summary>
    public static string Short(double value) => Math.Abs(value) switch
    {
        >= 999.5e6 => Significant(value / 1e9) + Gap + "G",
        >= 999.5e3 => Significant(value / 1e6) + Gap + "M",
        >= 9_999.5 => Significant(value / 1e3) + Gap + "k",
        >= 1000 => Count((long)Math.Round(value)),
        _ => Significant(value),
    };

    /// <summary>A price in US dollars per million tokens, with all its digits: <c>$0.15</c>.</summary>
    public static string Price(decimal dollars) => "$" + dollars.ToString("0.00##########", CultureInfo.InvariantCulture);

    /// <summary>A rate with three significant digits.</summary>
    public static string Rate(double perSecond) => Significant(perSecond) + "/s";

    /// <summary>A share of a whole: <c>2.4 %</c>; nothing of nothing is a dash.</summary>
    public static string Share(long part, long whole) => whole == 0 ? "–" : Significant(100.0 * part / whole) + Gap + "%";

    /// <summary>A text cut in the middle to a number of characters, never inside a surrogate pair.</summary>
    public static string Middle(string text, int charsMax)
    {
        if (text.Length <= charsMax)
        {
            return text;
        }

        var head = (charsMax - 1) / 2;
        var tail = text.Length - (charsMax - 1 - head);
        head -= char.IsHighSurrogate(text[head - 1]) ? 1 : 0;
        tail += char.IsLowSurrogate(text[tail]) ? 1 : 0;
        return string.Concat(text.AsSpan(0, head), "…", text.AsSpan(tail));
    }

    /// <summary>The last characters of an id, which tell neighbours apart; its beginning is the time.</summary>
    public static string Id(string id) => id.Length <= 14 ? id : string.Concat(id.AsSpan(0, id.IndexOf('_', StringComparison.Ordinal) + 1), "…", id.AsSpan(id.Length - 6));

    /// <summary>The first line of a text, cut at its end.</summary>
    public static string Line(string text, int charsMax)
    {
        var flat = string.Join(' ', text.Split((char[]?)null, 200, StringSplitOptions.RemoveEmptyEntries));
        var end = Math.Min(flat.Length, charsMax);
        end -= end > 0 && end < flat.Length && char.IsHighSurrogate(flat[end - 1]) ? 1 : 0;
        return flat.Length <= charsMax ? flat : string.Concat(flat.AsSpan(0, end).TrimEnd(), "…");
    }

    /// <summary>A moment in UTC to the second: <c>2026-11-21 13:08:02</c>.</summary>
    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Unit(double value, string digits, string unit) => value.ToString(digits, CultureInfo.InvariantCulture) + Gap + unit;

    private static string Pair(long value, int ratio, string large, string small) =>
        string.Create(CultureInfo.InvariantCulture, $"{value / ratio}{Gap}{large} {value % ratio:00}{Gap}{small}");

    private static string Significant(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 99.95 => value.ToString("N0", Grouped),
        >= 9.995 => value.ToString("0.#", CultureInfo.InvariantCulture),
        >= 0.9995 => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
