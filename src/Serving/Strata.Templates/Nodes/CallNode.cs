using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary><c>callee(…)</c>.</summary>
internal sealed class CallNode(int line, Expression callee, ArgumentsNode arguments) : Expression(line)
{
    public override Value Evaluate(Frame frame) => Evaluate(frame, null);

    public Value Evaluate(Frame frame, MacroValue? caller)
    {
        var function = callee.Evaluate(frame);
        var values = arguments.Evaluate(frame, caller);
        At(frame);
        frame.Budget.Enter();
        var result = function.Call(frame.Budget, values);
        frame.Budget.Leave();
        return result;
    }
}
