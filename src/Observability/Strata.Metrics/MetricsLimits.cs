using Strata.Core.Configuration;
using Strata.Core.Limits;
using Strata.Metrics.Evaluation;
using Strata.Metrics.Expressions;
using Strata.Metrics.Storage;

namespace Strata.Metrics;

/// <summary>The stated bounds of the history of metrics.</summary>
internal sealed class MetricsLimits(Live<MetricsOptions> options) : ILimitsSource
{
    /// <inheritdoc/>
    public string Module => "metrics";

    /// <inheritdoc/>
    public IReadOnlyList<Limit> Limits =>
    [
        new("series of a project", options.Current.SeriesMax, "series", "samples of further ones are left out"),
        new("samples on disk", options.Current.DiskBytesMax, "bytes", "the oldest go first"),
        new("expression", ExpressionParser.CharsMax, "characters", "400 bad_data"),
        new("steps of a query", MetricQueries.StepsMax, "steps", "400 bad_data"),
        new("samples of a query", MetricStore.SelectMax, "samples", "413 execution"),
    ];
}
