using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary><c>a if test else b</c>; without else it may be undefined.</summary>
internal sealed class ConditionalNode(int line, Expression test, Expression then, Expression? otherwise) : Expression(line)
{
    public override Value Evaluate(Frame frame)
    {
        if (test.Evaluate(frame).IsTruthy)
        {
            return then.Evaluate(frame);
        }

        return otherwise?.Evaluate(frame)
            ?? new UndefinedValue("the inline if-expression evaluated to false and no else section was defined");
    }
}
