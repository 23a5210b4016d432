using Strata.Models.Templates.Runtime;
using Strata.Models.Templates.Values;

namespace Strata.Models.Templates.Nodes;

/// <summary>A literal.</summary>
internal sealed class ConstantNode(int line, Value value) : Expression(line)
{
    public Value Value { get; } = value;

    public override Value Evaluate(Frame frame) => Value;
}
