using Strata.Templates.Operations;
using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary><c>a &lt; b &lt;= c</c>: holds where every neighbouring pair does; stops at the first that does not.</summary>
internal sealed class CompareNode(int line, Expression first, IReadOnlyList<KeyValuePair<string, Expression>> rest) : Expression(line)
{
    public override Value Evaluate(Frame frame)
    {
        var left = first.Evaluate(frame);
        foreach (var (symbol, expression) in rest)
        {
            var right = expression.Evaluate(frame);
            At(frame);
            if (!Holds(frame.Budget, symbol, left, right))
            {
                return BoolValue.False;
            }

            left = right;
        }

        return BoolValue.True;
    }

    private static bool Holds(Budget budget, string symbol, Value left, Value right) => symbol switch
    {
        "==" => Comparison.AreEqual(budget, left, right),
        "!=" => !Comparison.AreEqual(budget, left, right),
        "in" => Comparison.Contains(budget, right, left),
        "not in" => !Comparison.Contains(budget, right, left),
        _ => Comparison.Holds(budget, symbol, left, right),
    };
}
