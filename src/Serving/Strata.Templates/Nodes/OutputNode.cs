using Strata.Templates.Runtime;

namespace Strata.Templates.Nodes;

/// <summary><c>{{ value }}</c>.</summary>
internal sealed class OutputNode(int line, Expression value) : Statement(line)
{
    public override Flow Execute(Frame frame)
    {
        var result = value.Evaluate(frame);
        frame.Budget.Line = Line;
        frame.Output.Append(result.ToText(frame.Budget));
        return Flow.Next;
    }
}
