using System.Buffers;

namespace Strata.Otlp.Metrics;

/// <summary>Names of metrics and labels as Prometheus takes them (OpenTelemetry, "Prometheus and OpenMetrics Compatibility").</summary>
public static class PrometheusNames
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    /// <summary>The name of a family: cleaned, with the unit's word, and <c>_total</c> for a counter.</summary>
    public static string Family(string name, string unit, PointKind kind)
    {
        var clean = Label(name);
        var word = unit.Contains('{', StringComparison.Ordinal) ? "" : Word(unit, kind);
        if (word.Length > 0 && !clean.EndsWith("_" + word, StringComparison.Ordinal) && !clean.EndsWith("_" + word + "_total", StringComparison.Ordinal))
        {
            clean = clean.EndsWith("_total", StringComparison.Ordinal) ? clean[..^6] + "_" + word : clean + "_" + word;
        }

        return kind == PointKind.Counter && !clean.EndsWith("_total", StringComparison.Ordinal) ? clean + "_total" : clean;
    }

    /// <summary>The name of a label: every character that is not allowed becomes an underscore, a leading digit gets one before it.</summary>
    public static string Label(string name)
    {
        if (name.Length == 0)
        {
            return "_";
        }

        var clean = !name.AsSpan().ContainsAnyExcept(Allowed) ? name : string.Create(name.Length, name, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = Allowed.Contains(source[i]) ? source[i] : '_';
            }
        });
        return char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }

    private static string Word(string unit, PointKind kind)
    {
        var slash = unit.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0)
        {
            var (of, per) = (Word(unit[..slash], PointKind.Counter), Time(unit[(slash + 1)..]));
            return of.Length > 0 && per.Length > 0 ? of + "_per_" + per : "";
        }

        return unit switch
        {
            "s" => "seconds",
            "ms" => "milliseconds",
            "us" => "microseconds",
            "ns" => "nanoseconds",
            "min" => "minutes",
            "h" => "hours",
            "d" => "days",
            "By" => "bytes",
            "KiBy" => "kibibytes",
            "MiBy" => "mebibytes",
            "GiBy" => "gibibytes",
            "kBy" => "kilobytes",
            "MBy" => "megabytes",
            "GBy" => "gigabytes",
            "m" => "meters",
            "V" => "volts",
            "A" => "amperes",
            "J" => "joules",
            "W" => "watts",
            "g" => "grams",
            "Cel" => "celsius",
            "Hz" => "hertz",
            "%" => "percent",
            "1" when kind == PointKind.Gauge => "ratio",
            _ => "",
        };
    }

    private static string Time(string unit) => unit switch { "s" => "second", "min" => "minute", "h" => "hour", "d" => "day", _ => "" };
}
