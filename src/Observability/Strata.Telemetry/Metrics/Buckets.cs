namespace Strata.Telemetry.Metrics;

/// <summary>Upper bounds of histogram buckets: what the instrument advises, else what the GenAI conventions say, else powers of two.</summary>
internal static class Buckets
{
    private static readonly double[] Tokens = [.. Enumerable.Range(0, 14).Select(k => Math.Pow(4, k))];
    private static readonly double[] Durations = [.. Enumerable.Range(0, 14).Select(k => 0.01 * Math.Pow(2, k))];
    private static readonly double[] FirstToken = [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
    private static readonly double[] PerToken = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5];
    private static readonly double[] Plain = [.. Enumerable.Range(0, 20).Select(k => Math.Pow(2, k))];

    public static double[] For(string instrument, string? unit) => instrument switch
    {
        "gen_ai.server.time_to_first_token" or "gen_ai.client.operation.time_to_first_chunk" => FirstToken,
        "gen_ai.server.time_per_output_token" or "gen_ai.client.operation.time_per_output_chunk" => PerToken,
        _ when unit == "s" => Durations,
        _ when unit == "{token}" => Tokens,
        _ => Plain,
    };
}
