using Strata.Templates.Methods;
using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary><c>owner.name</c>.</summary>
internal sealed class MemberNode(int line, Expression owner, string name) : Expression(line)
{
    private readonly TextValue key = TextValue.Template(name);

    public override Value Evaluate(Frame frame)
    {
        var value = owner.Evaluate(frame);
        At(frame);
        return Attributes.Dot(value, key);
    }
}
