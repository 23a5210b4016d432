using Strata.Core.Results;

namespace Strata.Alerts.Signals;

/// <summary>Reads metrics for rules: an expression, within what one project may see.</summary>
public interface IMetricReader
{
    /// <summary>The first thing wrong with an expression; null where nothing is.</summary>
    Problem? Check(string expression);

    /// <summary>The values of an expression at a moment; none where no series is there.</summary>
    Result<IReadOnlyList<MetricValue>> Read(string organization, string project, string expression, DateTimeOffset at);
}
