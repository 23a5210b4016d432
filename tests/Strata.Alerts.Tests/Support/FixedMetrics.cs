using Strata.Alerts.Signals;
using Strata.Core.Results;

namespace Strata.Alerts.Tests.Support;

/// <summary>Metrics as the test says they are.</summary>
internal sealed class FixedMetrics : IMetricReader
{
    public List<MetricValue> Values { get; } = [];

    public Problem? Check(string expression) => null;

    public Result<IReadOnlyList<MetricValue>> Read(string organization, string project, string expression, DateTimeOffset at) => Values;
}
