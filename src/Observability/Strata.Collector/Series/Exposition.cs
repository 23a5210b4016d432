using System.Globalization;
using System.Text;
using Strata.Otlp.Metrics;

namespace Strata.Collector.Series;

/// <summary>Prometheus' text exposition 0.0.4 of a family. An exponential histogram is shown by at most twenty of its bounds.</summary>
internal static class Exposition
{
    private const int BoundsShown = 20;

    public static void Write(StringBuilder text, SeriesFamily family)
    {
        var help = family.Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        text.Append(CultureInfo.InvariantCulture, $"# HELP {family.Name} {help}\n# TYPE {family.Name} {family.Type}\n");
        foreach (var series in family.Series.Values)
        {
            switch (family.Kind)
            {
                case PointKind.Histogram:
                    Buckets(text, family.Name, series, series.Bounds, series.Buckets);
                    break;
                case PointKind.Exponential:
                    Exponential(text, family.Name, series);
                    break;
                case PointKind.Summary:
                    foreach (var (quantile, value) in series.Quantiles)
                    {
                        Line(text, family.Name, "", series.Labels, "quantile", quantile, value);
                    }

                    Totals(text, family.Name, series);
                    break;
                default:
                    Line(text, family.Name, "", series.Labels, null, 0, series.Value);
                    break;
            }
        }
    }

    private static void Buckets(StringBuilder text, string name, SeriesState series, ReadOnlySpan<double> bounds, ReadOnlySpan<double> counts)
    {
        var upTo = 0.0;
        for (var i = 0; i < bounds.Length && i < counts.Length; i++)
        {
            upTo += counts[i];
            Line(text, name, "_bucket", series.Labels, "le", bounds[i], upTo);
        }

        Line(text, name, "_bucket", series.Labels, "le", double.PositiveInfinity, series.Count);
        Totals(text, name, series);
    }

    private static void Exponential(StringBuilder text, string name, SeriesState series)
    {
        var (positive, upTo) = (series.Positive, series.ZeroCount);
        foreach (var below in series.Negative.Counts)
        {
            upTo += below;
        }

        if (upTo > 0)
        {
            Line(text, name, "_bucket", series.Labels, "le", 0, upTo);
        }

        var step = Math.Max(1, (positive.Counts.Length + BoundsShown - 1) / BoundsShown);
        for (var i = 0; i < positive.Counts.Length; i++)
        {
            upTo += positive.Counts[i];
            if ((i + 1) % step == 0 || i == positive.Counts.Length - 1)
            {
                Line(text, name, "_bucket", series.Labels, "le", positive.Upper(i), upTo);
            }
        }

        Line(text, name, "_bucket", series.Labels, "le", double.PositiveInfinity, series.Count);
        Totals(text, name, series);
    }

    private static void Totals(StringBuilder text, string name, SeriesState series)
    {
        Line(text, name, "_sum", series.Labels, null, 0, series.Value);
        Line(text, name, "_count", series.Labels, null, 0, series.Count);
    }

    private static void Line(StringBuilder text, string name, string suffix, string labels, string? extra, double bound, double value)
    {
        text.Append(name).Append(suffix);
        if (labels.Length > 0 || extra is not null)
        {
            text.Append('{').Append(labels);
            if (extra is not null)
            {
                text.Append(labels.Length > 0 ? "," : "").Append(extra).Append("=\"").Append(Number(bound)).Append('"');
            }

            text.Append('}');
        }

        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
