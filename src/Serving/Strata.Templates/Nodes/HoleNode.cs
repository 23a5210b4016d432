using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary>The input of a filter chain that is parsed before the block it applies to.</summary>
internal sealed class HoleNode(int line) : Expression(line)
{
    public Expression? Filling { get; set; }

    public override Value Evaluate(Frame frame) => Filling!.Evaluate(frame);
}
