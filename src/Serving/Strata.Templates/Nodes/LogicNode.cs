using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary><c>and</c> and <c>or</c>: the deciding operand itself is the value.</summary>
internal sealed class LogicNode(int line, bool isAnd, Expression left, Expression right) : Expression(line)
{
    public override Value Evaluate(Frame frame)
    {
        var value = left.Evaluate(frame);
        return value.IsTruthy == isAnd ? right.Evaluate(frame) : value;
    }
}
