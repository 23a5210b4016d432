using System.Globalization;
using Strata.Templates.Values;

namespace Strata.Templates.Runtime;

/// <summary>The C library's <c>strftime</c> in the C locale, with its flags <c>- _ 0 ^</c>.</summary>
internal static class StrftimeFormat
{
    public static TextValue Format(Budget budget, DateTimeOffset time, TextValue format)
    {
        var output = new TextBuilder(budget);
        for (var at = 0; at < format.Text.Length; at++)
        {
            if (format.Text[at] != '%' || at + 1 == format.Text.Length)
            {
                output.Append(format, at, 1);
                continue;
            }

            var flag = format.Text[at + 1] is '-' or '_' or '0' or '^' && at + 2 < format.Text.Length ? format.Text[++at] : ' ';
            var letter = format.Text[++at];
            output.Append(Flagged(Part(time, letter) ?? $"%{letter}", flag), true);
        }

        return output.ToText();
    }

    private static string Flagged(string part, char flag) => flag switch
    {
        '-' when part.All(char.IsAsciiDigit) => part.TrimStart('0', ' ') is { Length: > 0 } digits ? digits : "0",
        '-' => part.TrimStart(),
        '_' => part.TrimStart('0').PadLeft(part.Length),
        '0' => part.Replace(' ', '0'),
        '^' => part.ToUpperInvariant(),
        _ => part,
    };

    private static string? Part(DateTimeOffset time, char letter) => letter switch
    {
        'a' => Text(time, "ddd"),
        'A' => Text(time, "dddd"),
        'b' or 'h' => Text(time, "MMM"),
        'B' => Text(time, "MMMM"),
        'c' => $"{Text(time, "ddd MMM")} {time.Day,2} {Text(time, "HH:mm:ss yyyy")}",
        'C' => (time.Year / 100).ToString("00", CultureInfo.InvariantCulture),
        'd' => Text(time, "dd"),
        'D' or 'x' => Text(time, "MM/dd/yy"),
        'e' => time.Day.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'f' => Text(time, "ffffff"),
        'F' => Text(time, "yyyy-MM-dd"),
        'g' => (ISOWeek.GetYear(time.DateTime) % 100).ToString("00", CultureInfo.InvariantCulture),
        'G' => ISOWeek.GetYear(time.DateTime).ToString("0000", CultureInfo.InvariantCulture),
        'H' => Text(time, "HH"),
        'I' => Text(time, "hh"),
        'j' => time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'k' => time.Hour.ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'l' => ((time.Hour + 11) % 12 + 1).ToString(CultureInfo.InvariantCulture).PadLeft(2),
        'm' => Text(time, "MM"),
        'M' => Text(time, "mm"),
        'n' => "\n",
        'p' => time.Hour < 12 ? "AM" : "PM",
        'P' => time.Hour < 12 ? "am" : "pm",
        'r' => $"{Text(time, "hh:mm:ss")} {(time.Hour < 12 ? "AM" : "PM")}",
        'R' => Text(time, "HH:mm"),
        's' => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        'S' => Text(time, "ss"),
        't' => "\t",
        'T' or 'X' => Text(time, "HH:mm:ss"),
        'u' => (((int)time.DayOfWeek + 6) % 7 + 1).ToString(CultureInfo.InvariantCulture),
        'U' => ((time.DayOfYear + 6 - (int)time.DayOfWeek) / 7).ToString("00", CultureInfo.InvariantCulture),
        'V' => ISOWeek.GetWeekOfYear(time.DateTime).ToString("00", CultureInfo.InvariantCulture),
        'w' => ((int)time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'W' => ((time.DayOfYear + 6 - ((int)time.DayOfWeek + 6) % 7) / 7).ToString("00", CultureInfo.InvariantCulture),
        'y' => Text(time, "yy"),
        'Y' => Text(time, "yyyy"),
        'z' or 'Z' => "",
        '%' => "%",
        _ => null,
    };

    private static string Text(DateTimeOffset time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
