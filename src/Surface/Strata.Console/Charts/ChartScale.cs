namespace Strata.Console.Charts;

/// <summary>A scale from zero to a round number, with round steps.</summary>
/// <param name="Top">The value at the upper edge.</param>
/// <param name="Ticks">The values with a line, zero included.</param>
internal sealed record ChartScale(double Top, IReadOnlyList<double> Ticks)
{
    /// <summary>A scale that holds a value with three to five steps of 1, 2 or 5 times a power of ten.</summary>
    /// <param name="max">The greatest value.</param>
    /// <param name="whole">Whether steps must be whole numbers.</param>
    public static ChartScale UpTo(double max, bool whole = false)
    {
        if (max <= 0 || !double.IsFinite(max))
        {
            return new ChartScale(1, [0, 1]);
        }

        var rough = max / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        step = whole ? Math.Max(1, step) : step;
        var count = (int)Math.Ceiling((max / step) - 1e-9);
        return new ChartScale(count * step, [.. Enumerable.Range(0, count + 1).Select(i => i * step)]);
    }

    /// <summary>How far up a value stands, 0 to 1.</summary>
    public double Share(double value) => Math.Clamp(value / Top, 0, 1);
}
