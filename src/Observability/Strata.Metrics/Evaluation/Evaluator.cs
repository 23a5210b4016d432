using System.Runtime.InteropServices;
using Strata.Core.Results;
using Strata.Metrics.Expressions;
using Strata.Metrics.Series;
using Strata.Metrics.Storage;

namespace Strata.Metrics.Evaluation;

/// <summary>
/// Evaluates one expression over a stretch of time: the samples of every selector are read once, then each moment is computed by itself. A selector without a
/// range takes a series' newest sample of the last five minutes.
/// </summary>
internal sealed class Evaluator
{
    public static readonly TimeSpan LookBack = TimeSpan.FromMinutes(5);
    private readonly Dictionary<Expression.Selector, IReadOnlyList<SeriesSamples>> loaded = new(ReferenceEqualityComparer.Instance);
    private Problem? problem;

    /// <summary>Reads what an expression needs for moments between two.</summary>
    public static Result<Evaluator> Load(MetricStore store, IReadOnlyList<string> projects, Expression expression, long fromMs, long toMs)
    {
        var evaluator = new Evaluator();
        foreach (var selector in SelectorsOf(expression))
        {
            var (back, offset) = ((long)(selector.Range ?? LookBack).TotalMilliseconds, (long)selector.Offset.TotalMilliseconds);
            if (!store.Select(projects, selector.Tests, fromMs - offset - back, toMs - offset).Try(out var series, out var problem))
            {
                return problem;
            }

            evaluator.loaded[selector] = series;
        }

        return evaluator;
    }

    /// <summary>How many series its selectors have.</summary>
    public int SeriesCount => loaded.Values.Sum(s => s.Count);

    /// <summary>The points of an expression at a moment; a number is one point without labels.</summary>
    public Result<List<Point>> At(Expression expression, long timeMs)
    {
        var points = ExpressionCheck.IsNumber(expression) ? [new Point(Labels.Empty, Number(expression, timeMs))] : Points(expression, timeMs);
        return problem is null ? points : problem;
    }

    private static IEnumerable<Expression.Selector> SelectorsOf(Expression expression) => expression switch
    {
        Expression.Selector selector => [selector],
        Expression.Call call => call.Arguments.SelectMany(SelectorsOf),
        Expression.Aggregate aggregate => SelectorsOf(aggregate.Of).Concat(aggregate.Parameter is { } parameter ? SelectorsOf(parameter) : []),
        Expression.Binary binary => SelectorsOf(binary.Left).Concat(SelectorsOf(binary.Right)),
        Expression.Negation negation => SelectorsOf(negation.Of),
        _ => [],
    };

    private double Number(Expression expression, long timeMs) => expression switch
    {
        Expression.Number number => number.Value,
        Expression.Negation negation => -Number(negation.Of, timeMs),
        Expression.Binary binary => Operators.Number(binary.Operator, Number(binary.Left, timeMs), Number(binary.Right, timeMs)),
        Expression.Call { Function: "time" } => timeMs / 1000.0,
        Expression.Call { Function: "scalar" } call => Points(call.Arguments[0], timeMs) is [var only] ? only.Value : double.NaN,
        _ => double.NaN,
    };

    private List<Point> Points(Expression expression, long timeMs) => expression switch
    {
        Expression.Selector selector => Newest(selector, timeMs),
        Expression.Call call => Call(call, timeMs),
        Expression.Aggregate aggregate => Operators.Aggregate(aggregate, Points(aggregate.Of, timeMs), aggregate.Parameter is { } parameter ? Number(parameter, timeMs) : 0),
        Expression.Binary binary => Binary(binary, timeMs),
        Expression.Negation negation => [.. Points(negation.Of, timeMs).Select(p => new Point(p.Labels.WithoutName(), -p.Value))],
        _ => [],
    };

    private List<Point> Binary(Expression.Binary binary, long timeMs)
    {
        if (ExpressionCheck.IsNumber(binary.Left))
        {
            return Operators.WithNumber(binary, Points(binary.Right, timeMs), Number(binary.Left, timeMs), numberIsLeft: true);
        }

        if (ExpressionCheck.IsNumber(binary.Right))
        {
            return Operators.WithNumber(binary, Points(binary.Left, timeMs), Number(binary.Right, timeMs), numberIsLeft: false);
        }

        if (Operators.Vectors(binary, Points(binary.Left, timeMs), Points(binary.Right, timeMs)).Try(out var made, out var wrong))
        {
            return made;
        }

        problem ??= wrong;
        return [];
    }

    private List<Point> Newest(Expression.Selector selector, long timeMs)
    {
        var at = timeMs - (long)selector.Offset.TotalMilliseconds;
        var points = new List<Point>();
        foreach (var series in loaded[selector])
        {
            var samples = Of(series);
            var next = After(samples, at);
            if (next > 0 && samples[next - 1].TimeMs > at - (long)LookBack.TotalMilliseconds)
            {
                points.Add(new Point(series.Labels, samples[next - 1].Value));
            }
        }

        return points;
    }

    private List<Point> Call(Expression.Call call, long timeMs)
    {
        var (_, rangeAt) = Functions.All[call.Function];
        if (rangeAt != Functions.NoRange)
        {
            return Ranged(call, (Expression.Selector)call.Arguments[rangeAt], rangeAt == 1 ? Number(call.Arguments[0], timeMs) : 0, timeMs);
        }

        switch (call.Function)
        {
            case "vector":
                return [new Point(Labels.Empty, Number(call.Arguments[0], timeMs))];
            case "histogram_quantile":
                return HistogramQuantile.Of(Number(call.Arguments[0], timeMs), Points(call.Arguments[1], timeMs));
            case "absent":
                return Points(call.Arguments[0], timeMs).Count > 0 ? [] : [new Point(AbsentOf(call.Arguments[0]), 1)];
            case "sort":
                return [.. Points(call.Arguments[0], timeMs).OrderBy(p => p.Value)];
            case "sort_desc":
                return [.. Points(call.Arguments[0], timeMs).OrderByDescending(p => p.Value)];
        }

        var bound = call.Function is "clamp_min" or "clamp_max" ? Number(call.Arguments[1], timeMs) : 0;
        return [.. Points(call.Arguments[0], timeMs).Select(p => new Point(p.Labels.WithoutName(), call.Function switch
        {
            "abs" => Math.Abs(p.Value), "ceil" => Math.Ceiling(p.Value), "floor" => Math.Floor(p.Value), "clamp_min" => Math.Max(p.Value, bound), _ => Math.Min(p.Value, bound),
        }))];
    }

    private List<Point> Ranged(Expression.Call call, Expression.Selector selector, double parameter, long timeMs)
    {
        var to = timeMs - (long)selector.Offset.TotalMilliseconds;
        var from = to - (long)selector.Range!.Value.TotalMilliseconds;
        var points = new List<Point>();
        foreach (var series in loaded[selector])
        {
            var samples = Of(series);
            var (first, end) = (After(samples, from), After(samples, to));
            if (RangeFunctions.Of(call.Function, samples[first..end], from, to, parameter) is { } value)
            {
                points.Add(new Point(call.Function == "last_over_time" ? series.Labels : series.Labels.WithoutName(), value));
            }
        }

        return points;
    }

    private static Labels AbsentOf(Expression of) => of is Expression.Selector selector
        ? Labels.Of(selector.Tests.Where(t => t.Kind == MatchKind.Equal && t.Name != Labels.Name).Select(t => KeyValuePair.Create(t.Name, t.Value)))
        : Labels.Empty;

    private static ReadOnlySpan<Sample> Of(SeriesSamples series) => series.Samples is List<Sample> list ? CollectionsMarshal.AsSpan(list) : series.Samples.ToArray();

    /// <summary>The index of the first sample later than a moment.</summary>
    private static int After(ReadOnlySpan<Sample> samples, long timeMs)
    {
        var (low, high) = (0, samples.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = samples[middle].TimeMs > timeMs ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
