using System.Text;

namespace Strata.Templates.Values;

/// <summary>A tuple.</summary>
internal class TupleValue(IReadOnlyList<Value> items) : SequenceValue(items)
{
    public override string TypeName => "tuple";

    public override bool IsHashable => Items.All(item => item.IsHashable);

    public override void AppendRepr(StringBuilder text, int depth)
    {
        text.Append('(');
        AppendItems(text, depth);
        text.Append(Items.Count == 1 ? ",)" : ")");
    }
}
