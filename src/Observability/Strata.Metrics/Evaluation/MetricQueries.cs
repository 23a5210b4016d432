using Strata.Core.Results;
using Strata.Metrics.Expressions;
using Strata.Metrics.Series;
using Strata.Metrics.Storage;

namespace Strata.Metrics.Evaluation;

/// <summary>Queries over the store, each within the projects it names.</summary>
public sealed class MetricQueries(MetricStore store)
{
    /// <summary>Moments of one range query at most; what Grafana's data source counts with.</summary>
    public const int StepsMax = 11_000;

    /// <summary>Whether the store has opened: before, nothing is found, which means nothing.</summary>
    public bool IsOpen => store.IsOpen;

    private const long PointsMax = 5_000_000;

    /// <summary>The points of an expression at a moment.</summary>
    public Result<IReadOnlyList<Point>> Instant(IReadOnlyList<string> projects, Expression expression, long timeMs)
    {
        if (!Evaluator.Load(store, projects, expression, timeMs, timeMs).Try(out var evaluator, out var problem) || !evaluator.At(expression, timeMs).Try(out var points, out problem))
        {
            return problem;
        }

        return Unique(points) is { } twice ? twice : points;
    }

    /// <summary>The series of an expression at moments a step apart, both ends included.</summary>
    public Result<IReadOnlyList<SeriesSamples>> Range(IReadOnlyList<string> projects, Expression expression, (long FromMs, long ToMs, long StepMs) span, CancellationToken cancellationToken)
    {
        if (span.StepMs <= 0 || span.ToMs < span.FromMs || (span.ToMs - span.FromMs) / span.StepMs >= StepsMax)
        {
            return Problem.Invalid($"'end' lies behind 'start', 'step' is above zero, and a query has at most {StepsMax} steps. Take a longer step.", "step");
        }

        if (!Evaluator.Load(store, projects, expression, span.FromMs, span.ToMs).Try(out var evaluator, out var problem))
        {
            return problem;
        }

        if (evaluator.SeriesCount * ((span.ToMs - span.FromMs) / span.StepMs) > PointsMax)
        {
            return new Problem(ProblemCode.TooLarge, $"The query computes more than {PointsMax} points. Take a longer step, or fewer series.");
        }

        var series = new Dictionary<Labels, List<Sample>>();
        for (var at = span.FromMs; at <= span.ToMs; at += span.StepMs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!evaluator.At(expression, at).Try(out var points, out problem) || (problem = Unique(points)) is not null)
            {
                return problem;
            }

            foreach (var (labels, value) in points)
            {
                (series.TryGetValue(labels, out var samples) ? samples : series[labels] = []).Add(new Sample(at, value));
            }
        }

        return series.Select(s => new SeriesSamples(s.Key, s.Value)).ToArray();
    }

    /// <summary>The labels of series that pass any of some selectors.</summary>
    public IReadOnlyCollection<Labels> Series(IReadOnlyList<string> projects, IReadOnlyList<IReadOnlyList<LabelTest>> selectors, long fromMs, long toMs) =>
        [.. selectors.SelectMany(tests => store.LabelsOf(projects, tests, fromMs, toMs)).Distinct()];

    private static Problem? Unique(IReadOnlyList<Point> points)
    {
        var seen = new HashSet<Labels>();
        foreach (var point in points)
        {
            if (!seen.Add(point.Labels))
            {
                return Problem.Invalid($"Two series of the result have the labels {point.Labels}. Aggregate them first.", "query");
            }
        }

        return null;
    }
}
