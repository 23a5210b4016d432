using System.Buffers;
using System.Globalization;

namespace Strata.Core.Configuration;

/// <summary>Spans of time as people write them: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>.</summary>
public static class DurationText
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");
    private static readonly (string Unit, double Milliseconds)[] Units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    /// <summary>Reads a span; false where the text is none.</summary>
    public static bool TryRead(string text, out TimeSpan value)
    {
        value = default;
        var trimmed = text.AsSpan().Trim();
        var digits = trimmed.IndexOfAnyExcept(Digits);
        if (digits <= 0 || !double.TryParse(trimmed[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        foreach (var (unit, milliseconds) in Units)
        {
            if (trimmed[digits..].Trim().SequenceEqual(unit) && number * milliseconds <= TimeSpan.FromDays(36_500).TotalMilliseconds)
            {
                value = TimeSpan.FromMilliseconds(number * milliseconds);
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes a span with the largest unit that divides it.</summary>
    public static string Write(TimeSpan value)
    {
        for (var i = Units.Length - 1; i > 0; i--)
        {
            if (value.TotalMilliseconds >= Units[i].Milliseconds && value.TotalMilliseconds % Units[i].Milliseconds == 0)
            {
                return FormattableString.Invariant($"{value.TotalMilliseconds / Units[i].Milliseconds}{Units[i].Unit}");
            }
        }

        return FormattableString.Invariant($"{value.TotalMilliseconds}ms");
    }
}
