using Strata.Templates.Operations;
using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary><c>owner[start:stop:step]</c>.</summary>
internal sealed class SliceNode(int line, Expression owner, Expression? start, Expression? stop, Expression? step) : Expression(line)
{
    public override Value Evaluate(Frame frame)
    {
        var value = owner.Evaluate(frame);
        var (from, to, by) = (start?.Evaluate(frame), stop?.Evaluate(frame), step?.Evaluate(frame));
        At(frame);
        return Subscript.Slice(frame.Budget, value, from, to, by);
    }
}
