using System.Buffers;

namespace Strata.Telemetry.Metrics;

/// <summary>Names as Prometheus allows them, with the unit and <c>_total</c> where the OpenTelemetry mapping puts them.</summary>
internal static class PrometheusName
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    public static string Of(string instrument, string? unit, MetricKind kind)
    {
        var name = Clean(instrument);
        var suffix = unit switch
        {
            "s" => "_seconds",
            "ms" => "_milliseconds",
            "By" => "_bytes",
            "%" => "_percent",
            _ => "",
        };
        if (!name.EndsWith(suffix, StringComparison.Ordinal))
        {
            name += suffix;
        }

        return kind == MetricKind.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>A label or metric name: every other character becomes an underscore, and a leading digit gets one before it.</summary>
    public static string Clean(string text)
    {
        if (text.Length == 0)
        {
            return "_";
        }

        var clean = text.AsSpan().ContainsAnyExcept(Allowed) ? string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = Allowed.Contains(source[i]) ? source[i] : '_';
            }
        }) : text;
        return char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }
}
