using Strata.Templates.Methods;
using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary><c>owner[key]</c>.</summary>
internal sealed class ItemNode(int line, Expression owner, Expression key) : Expression(line)
{
    public override Value Evaluate(Frame frame)
    {
        var (value, index) = (owner.Evaluate(frame), key.Evaluate(frame));
        At(frame);
        return Attributes.Bracket(value, index);
    }
}
