using Strata.Models.Templates.Methods;
using Strata.Models.Templates.Runtime;
using Strata.Models.Templates.Values;

namespace Strata.Models.Templates.Nodes;

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
