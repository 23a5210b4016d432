using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary>What stands between the parentheses of a call.</summary>
internal sealed class ArgumentsNode(
    IReadOnlyList<Expression> positional,
    IReadOnlyList<KeyValuePair<string, Expression>> named,
    Expression? spread,
    Expression? spreadNamed)
{
    public static readonly ArgumentsNode None = new([], [], null, null);

    public CallArguments Evaluate(Frame frame, MacroValue? caller = null)
    {
        if (positional.Count + named.Count == 0 && spread is null && spreadNamed is null && caller is null)
        {
            return CallArguments.None;
        }

        var values = new List<Value>(positional.Count);
        foreach (var expression in positional)
        {
            values.Add(expression.Evaluate(frame));
        }

        if (spread is not null)
        {
            values.AddRange(spread.Evaluate(frame).Each(frame.Budget));
        }

        return new CallArguments(values, Named(frame, caller));
    }

    private List<KeyValuePair<string, Value>> Named(Frame frame, MacroValue? caller)
    {
        var values = new List<KeyValuePair<string, Value>>(named.Count);
        foreach (var (name, expression) in named)
        {
            values.Add(new(name, expression.Evaluate(frame)));
        }

        if (spreadNamed is not null)
        {
            var dict = spreadNamed.Evaluate(frame) as DictValue ?? throw Fault.Type("the argument after ** must be a mapping");
            values.AddRange(dict.Entries.Select(entry => new KeyValuePair<string, Value>(entry.Key.ToText(frame.Budget).Text, entry.Value)));
        }

        if (caller is not null)
        {
            values.Add(new("caller", caller));
        }

        return values;
    }
}
