using System.Text;

namespace Strata.Templates.Values;

/// <summary>What <c>keys()</c>, <c>values()</c> and <c>items()</c> return: iterable, counted, but not indexed.</summary>
internal sealed class DictViewValue(DictValue dict, string part) : Value
{
    public override string TypeName => "dict_" + part;

    public override bool IsTruthy => dict.IsTruthy;

    public override bool IsIterable => true;

    public override bool IsHashable => part == "values";

    public override bool HoldsForeignText => dict.HoldsForeignText;

    public override int? Length => dict.Length;

    public override IEnumerable<Value> Iterate() => part switch
    {
        "keys" => dict.Iterate(),
        "values" => dict.Values(),
        _ => dict.Pairs(),
    };

    public override void AppendRepr(StringBuilder text, int depth)
    {
        text.Append(TypeName).Append('(');
        new ListValue([.. Iterate()]).AppendRepr(text, depth + 1);
        text.Append(')');
    }
}
