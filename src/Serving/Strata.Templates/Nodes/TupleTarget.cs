using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary><c>a, b</c>: takes a sequence apart.</summary>
internal sealed class TupleTarget(IReadOnlyList<Target> parts) : Target
{
    public override void Assign(Frame frame, Value value)
    {
        if (!value.IsIterable)
        {
            throw Fault.Type($"cannot unpack non-iterable {value.TypeName} object");
        }

        var items = value.ToList(frame.Budget);
        if (items.Count != parts.Count)
        {
            throw Fault.Value(items.Count > parts.Count
                ? $"too many values to unpack (expected {parts.Count})"
                : $"not enough values to unpack (expected {parts.Count}, got {items.Count})");
        }

        for (var i = 0; i < items.Count; i++)
        {
            parts[i].Assign(frame, items[i]);
        }
    }
}
