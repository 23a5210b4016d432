namespace Strata.Benchmarks.Gateway;

/// <summary>What one load run saw. Times in milliseconds, the first part of the run left out.</summary>
/// <param name="Requests">Requests that ended well.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="FirstByteMs">To the first byte of the body, sorted.</param>
/// <param name="TotalMs">To the end, sorted.</param>
internal sealed record LoadResult(int Requests, double Seconds, double[] FirstByteMs, double[] TotalMs)
{
    public double PerSecond => Requests / Seconds;

    public static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
}
