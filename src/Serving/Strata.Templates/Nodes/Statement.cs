using Strata.Templates.Runtime;

namespace Strata.Templates.Nodes;

/// <summary>A piece of a template that does something.</summary>
internal abstract class Statement(int line)
{
    public int Line { get; } = line;

    public abstract Flow Execute(Frame frame);

    /// <summary>Runs statements in order until one breaks out.</summary>
    public static Flow Run(IReadOnlyList<Statement> body, Frame frame)
    {
        for (var i = 0; i < body.Count; i++)
        {
            frame.Budget.Spend(1);
            frame.Budget.Line = body[i].Line;
            if (body[i].Execute(frame) is var flow and not Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }
}
