namespace Strata.Alerts.Signals;

/// <summary>
/// How fast an error budget burns: the share of bad events over the share that the objective allows. With few events a share is chance, so the
/// test takes the lower end of Wilson's interval (95 %, one-sided): three of ten bad is not yet what it seems.
/// </summary>
public static class BurnMath
{
    private const double Z = 1.6448536269514722;

    /// <summary>The burn rate as it is shown; 0 without events.</summary>
    public static double Rate(EventCounts counts, double objective) => counts.Total == 0 ? 0 : (double)counts.Bad / counts.Total / (1 - objective);

    /// <summary>Whether it surely burns faster than a factor.</summary>
    public static bool Holds(EventCounts counts, double objective, double factor) => counts.Total > 0 && LowerShare(counts) / (1 - objective) > factor;

    /// <summary>The lower end of Wilson's interval of the share of bad events.</summary>
    public static double LowerShare(EventCounts counts)
    {
        if (counts.Total == 0)
        {
            return 0;
        }

        double n = counts.Total;
        var p = counts.Bad / n;
        var spread = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
        return Math.Max(0, (p + (Z * Z / (2 * n)) - spread) / (1 + (Z * Z / n)));
    }
}
