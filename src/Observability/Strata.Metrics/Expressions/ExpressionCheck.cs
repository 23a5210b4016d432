using Strata.Core.Results;

namespace Strata.Metrics.Expressions;

/// <summary>Whether the parts of an expression fit: samples of a range go into functions that take one, and numbers where numbers belong.</summary>
internal static class ExpressionCheck
{
    private static readonly HashSet<string> Sets = new(StringComparer.Ordinal) { "and", "or", "unless" };

    public static Problem? Check(Expression expression) => expression switch
    {
        Expression.Selector { Range: not null } => Problem.Invalid("A range of samples stands within a function such as rate().", "query"),
        Expression.Call call => Call(call),
        Expression.Aggregate aggregate => (IsNumber(aggregate.Of) ? Problem.Invalid($"'{aggregate.Operator}' takes series, not a number.", "query") : null)
            ?? (aggregate.Parameter is { } parameter ? IsNumber(parameter) ? Check(parameter) : Problem.Invalid($"The first argument of '{aggregate.Operator}' is a number.", "query") : null) ?? Check(aggregate.Of),
        Expression.Binary binary => (Sets.Contains(binary.Operator) && (IsNumber(binary.Left) || IsNumber(binary.Right)) ? Problem.Invalid($"'{binary.Operator}' takes series on both sides.", "query") : null)
            ?? ((IsNumber(binary.Left) && IsNumber(binary.Right) && !binary.ReturnsBool && binary.Operator is "==" or "!=" or "<" or "<=" or ">" or ">=")
                ? Problem.Invalid("Two numbers are compared with 'bool' behind the sign.", "query") : null) ?? Check(binary.Left) ?? Check(binary.Right),
        Expression.Negation negation => Check(negation.Of),
        _ => null,
    };

    /// <summary>Whether an expression gives one number, not series.</summary>
    public static bool IsNumber(Expression expression) => expression switch
    {
        Expression.Number => true,
        Expression.Call { Function: "scalar" or "time" } => true,
        Expression.Negation negation => IsNumber(negation.Of),
        Expression.Binary binary => IsNumber(binary.Left) && IsNumber(binary.Right),
        _ => false,
    };

    private static Problem? Call(Expression.Call call)
    {
        var (_, rangeAt) = Functions.All[call.Function];
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var argument = call.Arguments[i];
            if (i == rangeAt)
            {
                if (argument is not Expression.Selector { Range: not null })
                {
                    return Problem.Invalid($"'{call.Function}' takes a selector with a range, for instance {call.Function}(requests_total[5m]).", "query");
                }

                continue;
            }

            var wantsNumber = call.Function is "vector" || (call.Function is "histogram_quantile" or "quantile_over_time" && i == 0) || (call.Function is "clamp_min" or "clamp_max" && i == 1);
            if (wantsNumber != IsNumber(argument))
            {
                return Problem.Invalid($"Argument {i + 1} of '{call.Function}' is {(wantsNumber ? "a number" : "series")}.", "query");
            }

            if (Check(argument) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }
}
