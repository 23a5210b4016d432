using Strata.Core.Results;
using Strata.Metrics.Expressions;
using Strata.Metrics.Series;

namespace Strata.Metrics.Evaluation;

/// <summary>Operators between numbers and series, and aggregations.</summary>
internal static class Operators
{
    public static double Number(string sign, double a, double b) => sign switch
    {
        "+" => a + b, "-" => a - b, "*" => a * b, "/" => a / b, "%" => a % b, "^" => Math.Pow(a, b), _ => Holds(sign, a, b) ? 1 : 0,
    };

    public static bool IsComparison(string sign) => sign is "==" or "!=" or "<" or "<=" or ">" or ">=";

    /// <summary>A series and a number: each point by itself. A comparison keeps the points for which it holds, or with <c>bool</c> says 0 or 1.</summary>
    public static List<Point> WithNumber(Expression.Binary of, List<Point> points, double number, bool numberIsLeft)
    {
        var made = new List<Point>(points.Count);
        foreach (var (labels, value) in points)
        {
            var (a, b) = numberIsLeft ? (number, value) : (value, number);
            if (!IsComparison(of.Operator) || of.ReturnsBool)
            {
                made.Add(new Point(labels.WithoutName(), Number(of.Operator, a, b)));
            }
            else if (Holds(of.Operator, a, b))
            {
                made.Add(new Point(labels, value));
            }
        }

        return made;
    }

    /// <summary>Two vectors by matching labels, one to one.</summary>
    public static Result<List<Point>> Vectors(Expression.Binary of, List<Point> left, List<Point> right)
    {
        Labels KeyOf(Labels labels) => of.On is { } on ? labels.Keep(on, without: false) : labels.Keep(of.Ignoring, without: true);
        var there = new Dictionary<Labels, double>();
        foreach (var (labels, value) in right)
        {
            if (!there.TryAdd(KeyOf(labels), value) && of.Operator is not ("and" or "or" or "unless"))
            {
                return Problem.Invalid($"More than one series on the right of '{of.Operator}' has the labels {KeyOf(labels)}. Aggregate them first.", "query");
            }
        }

        var made = new List<Point>();
        if (of.Operator is "and" or "unless")
        {
            return left.FindAll(p => there.ContainsKey(KeyOf(p.Labels)) == (of.Operator == "and"));
        }

        if (of.Operator == "or")
        {
            var here = left.Select(p => KeyOf(p.Labels)).ToHashSet();
            return left.Concat(right.Where(p => !here.Contains(KeyOf(p.Labels)))).ToList();
        }

        var seen = new HashSet<Labels>();
        foreach (var (labels, value) in left)
        {
            var key = KeyOf(labels);
            if (!there.TryGetValue(key, out var other))
            {
                continue;
            }

            if (!seen.Add(key))
            {
                return Problem.Invalid($"More than one series on the left of '{of.Operator}' has the labels {key}. Aggregate them first.", "query");
            }

            if (!IsComparison(of.Operator) || of.ReturnsBool)
            {
                made.Add(new Point(key, Number(of.Operator, value, other)));
            }
            else if (Holds(of.Operator, value, other))
            {
                made.Add(new Point(of.On is null ? labels : key, value));
            }
        }

        return made;
    }

    public static List<Point> Aggregate(Expression.Aggregate of, List<Point> points, double parameter)
    {
        var made = new List<Point>();
        foreach (var group in points.GroupBy(p => p.Labels.Keep(of.Labels, of.Without)))
        {
            if (of.Operator is "topk" or "bottomk")
            {
                var sorted = of.Operator == "topk" ? group.OrderByDescending(p => p.Value) : group.OrderBy(p => p.Value);
                made.AddRange(sorted.Take(double.IsNaN(parameter) ? 0 : (int)Math.Clamp(parameter, 0, 100_000)));
                continue;
            }

            var values = group.Select(p => p.Value).ToArray();
            made.Add(new Point(group.Key, of.Operator switch
            {
                "sum" => values.Sum(), "avg" => values.Average(), "min" => Least(values, 1), "max" => Least(values, -1), "count" => values.Length, _ => RangeFunctions.QuantileOf(values, parameter),
            }));
        }

        return made;
    }

    private static double Least(double[] values, int sign) => values.Aggregate((a, b) => double.IsNaN(a) || sign * b < sign * a ? b : a);

    private static bool Holds(string sign, double a, double b) => sign switch { "==" => a == b, "!=" => a != b, "<" => a < b, "<=" => a <= b, ">" => a > b, _ => a >= b };
}
