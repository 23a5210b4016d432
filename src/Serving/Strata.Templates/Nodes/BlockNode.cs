using Strata.Templates.Runtime;

namespace Strata.Templates.Nodes;

/// <summary><c>{% block %}</c>: without inheritance it renders in place, and sees only the outermost names unless scoped.</summary>
internal sealed class BlockNode(int line, bool isScoped, IReadOnlyList<Statement> body) : Statement(line)
{
    public override Flow Execute(Frame frame)
    {
        var seen = isScoped ? frame.Scope : frame.Scope.Root;
        Run(body, frame with { Scope = new Scope(seen) });
        return Flow.Next;
    }
}
