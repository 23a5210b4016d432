using Strata.Templates.Operations;
using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary><c>-x</c>, <c>+x</c> and <c>not x</c>.</summary>
internal sealed class UnaryNode(int line, string symbol, Expression operand) : Expression(line)
{
    public override Value Evaluate(Frame frame)
    {
        var value = operand.Evaluate(frame);
        At(frame);
        return symbol switch
        {
            "-" => Arithmetic.Negate(value),
            "+" => Arithmetic.Plus(value),
            _ => BoolValue.Of(!value.IsTruthy),
        };
    }
}
