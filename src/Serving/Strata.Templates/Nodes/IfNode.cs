using Strata.Templates.Runtime;

namespace Strata.Templates.Nodes;

/// <summary>if, elif and else. It has no scope of its own.</summary>
internal sealed class IfNode(int line, IReadOnlyList<IfBranch> branches) : Statement(line)
{
    public override Flow Execute(Frame frame)
    {
        foreach (var branch in branches)
        {
            if (branch.Test is null || branch.Test.Evaluate(frame).IsTruthy)
            {
                return Run(branch.Body, frame);
            }
        }

        return Flow.Next;
    }
}
