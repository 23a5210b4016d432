using Strata.Templates.Runtime;

namespace Strata.Templates.Nodes;

/// <summary>A scope, perhaps with names set at its start; the values see the scope outside.</summary>
internal sealed class WithNode(int line, IReadOnlyList<KeyValuePair<Target, Expression>> names, IReadOnlyList<Statement> body) : Statement(line)
{
    public override Flow Execute(Frame frame)
    {
        var inner = frame.Inner();
        foreach (var (target, value) in names)
        {
            target.Assign(inner, value.Evaluate(frame));
        }

        return Run(body, inner);
    }
}
