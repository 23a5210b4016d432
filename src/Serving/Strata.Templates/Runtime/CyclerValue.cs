using System.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Runtime;

/// <summary><c>cycler(a, b, …)</c>: gives its values in turn.</summary>
internal sealed class CyclerValue(IReadOnlyList<Value> items) : Value
{
    private int position;

    public override string TypeName => "Cycler";

    public override Value? Attribute(string name) => name switch
    {
        "current" => items[position],
        "next" => new FunctionValue("next", (_, _) => Next()),
        "reset" => new FunctionValue("reset", (_, _) => Reset()),
        _ => null,
    };

    public override void AppendRepr(StringBuilder text, int depth) => text.Append("<Cycler>");

    private Value Next()
    {
        var current = items[position];
        position = (position + 1) % items.Count;
        return current;
    }

    private NoneValue Reset()
    {
        position = 0;
        return NoneValue.Instance;
    }
}
