using Strata.Templates.Runtime;

namespace Strata.Templates.Nodes;

/// <summary>break or continue.</summary>
internal sealed class JumpNode(int line, Flow flow) : Statement(line)
{
    public override Flow Execute(Frame frame) => flow;
}
