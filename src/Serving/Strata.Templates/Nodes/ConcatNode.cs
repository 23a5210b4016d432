using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary><c>a ~ b ~ c</c>: the texts of all, one after another.</summary>
internal sealed class ConcatNode(int line, IReadOnlyList<Expression> parts) : Expression(line)
{
    public override Value Evaluate(Frame frame)
    {
        var output = new TextBuilder(frame.Budget);
        foreach (var part in parts)
        {
            var value = part.Evaluate(frame);
            At(frame);
            output.Append(value.ToText(frame.Budget));
        }

        return output.ToText();
    }
}
