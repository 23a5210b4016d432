using Strata.Core.Results;
using Strata.Identity.Keys;
using Strata.Metrics.Evaluation;
using Strata.Metrics.Expressions;

namespace Strata.Alerts.Signals;

/// <summary>Metrics for rules out of their history. Rules of the operator's project also see the installation's own.</summary>
internal sealed class StoredMetrics(MetricQueries queries) : IMetricReader
{
    /// <inheritdoc/>
    public Problem? Check(string expression) => ExpressionParser.Parse(expression).Try(out _, out var problem) ? null : problem with { Field = "metric" };

    /// <inheritdoc/>
    public Result<IReadOnlyList<MetricValue>> Read(string organization, string project, string expression, DateTimeOffset at)
    {
        if (!queries.IsOpen)
        {
            return new Problem(ProblemCode.Unavailable, "The history of metrics is being opened.");
        }

        var isOperator = organization == KeyMigrations.DefaultOrganization && project == KeyMigrations.DefaultProject;
        return ExpressionParser.Parse(expression).Then(parsed => queries.Instant(isOperator ? [project, ""] : [project], parsed, at.ToUnixTimeMilliseconds()))
            .Then<IReadOnlyList<MetricValue>>(points => points.Select(p => new MetricValue(LabelsOf(p), p.Value)).ToArray());
    }

    private static Dictionary<string, string> LabelsOf(Point point)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in point.Labels.WithoutName().Pairs)
        {
            labels[name] = value;
        }

        return labels;
    }
}
