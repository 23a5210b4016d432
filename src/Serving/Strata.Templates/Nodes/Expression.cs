using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary>A piece of a template that has a value.</summary>
internal abstract class Expression(int line)
{
    public int Line { get; } = line;

    public abstract Value Evaluate(Frame frame);

    /// <summary>Marks this place as the one at work, for messages, and pays for it.</summary>
    protected void At(Frame frame)
    {
        frame.Budget.Line = Line;
        frame.Budget.Spend(1);
    }
}
