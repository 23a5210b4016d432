using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary>A list or tuple display.</summary>
internal sealed class SequenceNode(int line, IReadOnlyList<Expression> items, bool isTuple) : Expression(line)
{
    public IReadOnlyList<Expression> Items { get; } = items;

    public override Value Evaluate(Frame frame)
    {
        frame.Budget.Spend(Items.Count);
        var values = new Value[Items.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Items[i].Evaluate(frame);
        }

        return isTuple ? new TupleValue(values) : new ListValue(values);
    }
}
