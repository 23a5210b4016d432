using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary>The output of a block as a value, with its marks.</summary>
internal sealed class CapturedNode(int line, IReadOnlyList<Statement> body) : Expression(line)
{
    public override Value Evaluate(Frame frame)
    {
        var captured = frame.Captured();
        Statement.Run(body, captured);
        return captured.Output.ToText();
    }
}
