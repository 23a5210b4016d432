using System.Globalization;
using System.Text;
using Strata.Metrics.Series;

namespace Strata.Metrics.Expositions;

/// <summary>
/// Reads Prometheus' text exposition (0.0.4, and what OpenMetrics has in common with it). Lines that cannot be read are counted and passed over; bounds hold for
/// series, labels and their lengths.
/// </summary>
public static class ExpositionReader
{
    /// <summary>Samples of one exposition at most.</summary>
    public const int SamplesMax = 200_000;

    /// <summary>Reads a text, a sample at a time.</summary>
    /// <param name="text">The exposition.</param>
    /// <param name="take">Takes a series and its sample; the time is null where the line has none.</param>
    /// <returns>Lines that could not be read.</returns>
    public static int Read(ReadOnlySpan<char> text, Action<Labels, double, long?> take)
    {
        ArgumentNullException.ThrowIfNull(take);
        var (bad, count) = (0, 0);
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var range in text.Split('\n'))
        {
            var line = text[range].Trim(" \t\r");
            if (line.IsEmpty || line[0] == '#')
            {
                continue;
            }

            if (count >= SamplesMax || !Line(line, pairs, out var value, out var time))
            {
                bad++;
                continue;
            }

            count++;
            take(Labels.Of(pairs), value, time);
        }

        return bad;
    }

    private static bool Line(ReadOnlySpan<char> line, List<KeyValuePair<string, string>> pairs, out double value, out long? time)
    {
        (value, time) = (0, null);
        pairs.Clear();
        var end = line.IndexOfAny("{ \t");
        if (end <= 0 || !IsName(line[..end], colons: true))
        {
            return false;
        }

        pairs.Add(new(Labels.Name, line[..end].ToString()));
        var rest = line[end..].TrimStart(" \t");
        if (rest.Length > 0 && rest[0] == '{' && !Pairs(ref rest, pairs))
        {
            return false;
        }

        rest = rest.Trim(" \t");
        var exemplar = rest.IndexOf('#');
        rest = exemplar >= 0 ? rest[..exemplar].TrimEnd(" \t") : rest;
        var space = rest.IndexOfAny(" \t");
        if (space > 0)
        {
            if (!double.TryParse(rest[(space + 1)..].Trim(" \t"), NumberStyles.Float, CultureInfo.InvariantCulture, out var at) || Math.Abs(at) > 1e16)
            {
                return false;
            }

            time = (long)at;
            rest = rest[..space];
        }

        return Number(rest, out value);
    }

    private static bool Pairs(ref ReadOnlySpan<char> rest, List<KeyValuePair<string, string>> pairs)
    {
        var chars = 0;
        rest = rest[1..].TrimStart(" \t");
        while (rest.Length > 0 && rest[0] != '}')
        {
            var equals = rest.IndexOf('=');
            if (equals <= 0 || pairs.Count >= Labels.CountMax || !IsName(rest[..equals].Trim(" \t"), colons: false))
            {
                return false;
            }

            var name = rest[..equals].Trim(" \t").ToString();
            rest = rest[(equals + 1)..].TrimStart(" \t");
            if (!Quoted(ref rest, out var text) || (chars += name.Length + text.Length) > Labels.CharsMax)
            {
                return false;
            }

            pairs.Add(new(name, text));
            rest = rest.TrimStart(" \t");
            rest = rest.Length > 0 && rest[0] == ',' ? rest[1..].TrimStart(" \t") : rest;
        }

        rest = rest.Length > 0 ? rest[1..] : rest;
        return true;
    }

    private static bool Quoted(ref ReadOnlySpan<char> rest, out string text)
    {
        text = "";
        if (rest.Length < 2 || rest[0] != '"')
        {
            return false;
        }

        var made = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                text = made.ToString();
                rest = rest[(i + 1)..];
                return true;
            }

            if (rest[i] == '\\' && i + 1 < rest.Length)
            {
                i++;
                made.Append(rest[i] == 'n' ? '\n' : rest[i]);
            }
            else
            {
                made.Append(rest[i]);
            }
        }

        return false;
    }

    private static bool Number(ReadOnlySpan<char> text, out double value)
    {
        value = text switch { "+Inf" or "Inf" or "inf" or "+inf" => double.PositiveInfinity, "-Inf" or "-inf" => double.NegativeInfinity, "NaN" or "nan" => double.NaN, _ => 0 };
        return value != 0 || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private static bool IsName(ReadOnlySpan<char> text, bool colons)
    {
        if (text.IsEmpty || text.Length > 512 || char.IsAsciiDigit(text[0]))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_' && !(colons && c == ':'))
            {
                return false;
            }
        }

        return true;
    }
}
