using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary>A dict display.</summary>
internal sealed class DictNode(int line, IReadOnlyList<KeyValuePair<Expression, Expression>> entries) : Expression(line)
{
    public override Value Evaluate(Frame frame)
    {
        frame.Budget.Spend(entries.Count);
        var dict = new DictValue();
        foreach (var (key, value) in entries)
        {
            dict.Set(key.Evaluate(frame), value.Evaluate(frame));
        }

        return dict;
    }
}
