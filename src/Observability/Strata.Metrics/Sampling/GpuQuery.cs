using System.Globalization;
using Strata.Metrics.Series;

namespace Strata.Metrics.Sampling;

/// <summary>
/// Reads what <c>nvidia-smi --query-gpu=… --format=csv,noheader,nounits</c> prints: a line for each GPU. A field that a card does not have
/// (<c>[N/A]</c>, <c>[Not Supported]</c>) is left out, a line with another number of fields is passed over.
/// </summary>
public static class GpuQuery
{
    /// <summary>The arguments of the call.</summary>
    public const string Arguments = "--query-gpu=index,uuid,name,utilization.gpu,utilization.memory,memory.used,memory.total,temperature.gpu,power.draw --format=csv,noheader,nounits";

    private const int GpusMax = 256;

    private static readonly (string Metric, double Factor)[] Fields =
    [
        ("strata_gpu_utilization_ratio", 0.01), ("strata_gpu_memory_utilization_ratio", 0.01), ("strata_gpu_memory_used_bytes", 1 << 20), ("strata_gpu_memory_total_bytes", 1 << 20),
        ("strata_gpu_temperature_celsius", 1), ("strata_gpu_power_watts", 1),
    ];

    /// <summary>The series of an output.</summary>
    public static IReadOnlyList<(Labels Labels, double Value)> Read(string output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var found = new List<(Labels, double)>();
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(GpusMax))
        {
            var cells = line.Split(',', StringSplitOptions.TrimEntries);
            if (cells.Length != Fields.Length + 3 || !int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                continue;
            }

            for (var i = 0; i < Fields.Length; i++)
            {
                if (double.TryParse(cells[i + 3], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
                {
                    found.Add((Labels.Of(Fields[i].Metric, ("gpu", cells[0]), ("uuid", cells[1]), ("model", cells[2])), value * Fields[i].Factor));
                }
            }
        }

        return found;
    }
}
