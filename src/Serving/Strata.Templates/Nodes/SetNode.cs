using Strata.Templates.Runtime;

namespace Strata.Templates.Nodes;

/// <summary><c>{% set target = value %}</c>.</summary>
internal sealed class SetNode(int line, Target target, Expression value) : Statement(line)
{
    public override Flow Execute(Frame frame)
    {
        var result = value.Evaluate(frame);
        frame.Budget.Line = Line;
        target.Assign(frame, result);
        return Flow.Next;
    }
}
