using System.Text;
using Strata.Metrics.Sampling;

namespace Strata.Telemetry.Metrics;

/// <summary>This process's own metrics, to be kept: what <c>/metrics</c> shows.</summary>
internal sealed class OwnMetrics(MetricRecorder recorder) : IMetricSource
{
    /// <inheritdoc/>
    public IEnumerable<(string Project, string Text)> Read()
    {
        var text = new StringBuilder(16 * 1024);
        recorder.WriteTo(text);
        ProcessMetrics.WriteTo(text);
        return [("", text.ToString())];
    }
}
