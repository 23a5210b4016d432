using System.Text;

namespace Strata.Templates.Values;

/// <summary>A list. Templates run in the immutable sandbox, so nothing changes it.</summary>
internal sealed class ListValue(IReadOnlyList<Value> items) : SequenceValue(items)
{
    public override string TypeName => "list";

    public override bool IsHashable => false;

    public override void AppendRepr(StringBuilder text, int depth)
    {
        text.Append('[');
        AppendItems(text, depth);
        text.Append(']');
    }
}
