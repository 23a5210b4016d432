using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary>A literal.</summary>
internal sealed class ConstantNode(int line, Value value) : Expression(line)
{
    public Value Value { get; } = value;

    public override Value Evaluate(Frame frame) => Value;
}
