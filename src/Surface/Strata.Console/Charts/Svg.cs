using System.Globalization;
using System.Text;

namespace Strata.Console.Charts;

/// <summary>Numbers and paths as SVG writes them.</summary>
internal static class Svg
{
    /// <summary>A number with at most two decimals.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A share as a percentage of the width.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.###", CultureInfo.InvariantCulture) + "%";

    /// <summary>The values that no line reaches, their neighbours being gaps, as points of a round pen.</summary>
    public static string Dots(IReadOnlyList<double?> values, double top) =>
        Path([.. values.Select((v, i) => (i == 0 || values[i - 1] is null) && (i + 1 == values.Count || values[i + 1] is null) ? v : null)], top);

    /// <summary>A line through values in a box of 1000 × 100; a null lifts the pen.</summary>
    public static string Path(IReadOnlyList<double?> values, double top)
    {
        var path = new StringBuilder();
        var down = false;
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value)
            {
                down = false;
                continue;
            }

            var x = values.Count == 1 ? 500 : 1000.0 * i / (values.Count - 1);
            path.Append(down ? 'L' : 'M').Append(Number(x)).Append(' ').Append(Number(100 - (100 * Math.Clamp(value / top, 0, 1))));
            if (!down && (i + 1 == values.Count || values[i + 1] is null))
            {
                path.Append("h0.01");
            }

            down = true;
        }

        return path.ToString();
    }
}
