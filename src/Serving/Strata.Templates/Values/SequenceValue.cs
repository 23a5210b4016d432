using System.Text;

namespace Strata.Templates.Values;

/// <summary>What list and tuple share.</summary>
internal abstract class SequenceValue(IReadOnlyList<Value> items) : Value
{
    /// <summary>Deep enough for any JSON we accept, shallow enough for the stack.</summary>
    public const int DepthMax = 200;

    private bool? foreign;

    public IReadOnlyList<Value> Items { get; } = items;

    public override bool IsTruthy => Items.Count > 0;

    public override bool IsIterable => true;

    public override int? Length => Items.Count;

    public override bool HoldsForeignText => foreign ??= Items.Any(item => item.HoldsForeignText);

    public override IEnumerable<Value> Iterate() => Items;

    public static void CheckDepth(int depth)
    {
        if (depth > DepthMax)
        {
            throw Fault.Limit($"a value nests deeper than {DepthMax}");
        }
    }

    protected void AppendItems(StringBuilder text, int depth)
    {
        CheckDepth(depth);
        for (var i = 0; i < Items.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Items[i].AppendRepr(text, depth + 1);
        }
    }
}
