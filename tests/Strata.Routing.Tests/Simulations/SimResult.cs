namespace Strata.Routing.Tests.Simulations;

/// <summary>What a simulation came to.</summary>
internal sealed record SimResult
{
    public int Requests { get; set; }

    public int Succeeded { get; set; }

    /// <summary>Requests that were refused without an attempt.</summary>
    public int Untried { get; set; }

    public int Attempts { get; set; }

    public Dictionary<string, int> ByTarget { get; } = new(StringComparer.Ordinal);

    public List<double> Latencies { get; } = [];

    public int Failed => Requests - Succeeded;

    public int Extra => Attempts - (Requests - Untried);

    public double P95 => Latencies.Count == 0 ? 0 : Latencies.Order().ElementAt((int)(Latencies.Count * 0.95));

    public override string ToString() =>
        $"{Requests} requests, {Succeeded} succeeded, {Untried} untried, {Attempts} attempts, p95 {P95:0} ms, {string.Join(", ", ByTarget.Select(t => $"{t.Key} {t.Value}"))}";
}
