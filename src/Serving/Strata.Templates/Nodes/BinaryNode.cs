using Strata.Templates.Operations;
using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary>An arithmetic operator between two values.</summary>
internal sealed class BinaryNode(int line, string symbol, Expression left, Expression right) : Expression(line)
{
    public override Value Evaluate(Frame frame)
    {
        var (a, b) = (left.Evaluate(frame), right.Evaluate(frame));
        At(frame);
        return symbol switch
        {
            "+" => Arithmetic.Add(frame.Budget, a, b),
            "-" => Arithmetic.Subtract(a, b),
            "*" => Arithmetic.Multiply(frame.Budget, a, b),
            "/" => Arithmetic.Divide(a, b),
            "//" => Arithmetic.FloorDivide(a, b),
            "%" => Arithmetic.Modulo(frame.Budget, a, b),
            _ => Arithmetic.Power(a, b),
        };
    }
}
