using System.Text;

namespace Strata.Templates.Values;

/// <summary>A dictionary in order of insertion; a later equal key keeps the earlier place. Filled by its maker only.</summary>
internal sealed class DictValue : Value
{
    private readonly OrderedDictionary<Value, Value> entries = new(ValueEquality.Instance);
    private bool? foreign;

    public override string TypeName => "dict";

    public override bool IsTruthy => entries.Count > 0;

    public override bool IsIterable => true;

    public override bool IsHashable => false;

    public override int? Length => entries.Count;

    public override bool HoldsForeignText => foreign ??= entries.Any(entry => entry.Key.HoldsForeignText || entry.Value.HoldsForeignText);

    public IEnumerable<KeyValuePair<Value, Value>> Entries => entries;

    public DictValue Set(Value key, Value value)
    {
        if (!key.IsHashable)
        {
            throw Fault.Type($"unhashable type: '{key.TypeName}'");
        }

        entries[key] = value;
        return this;
    }

    public DictValue Set(string key, Value value) => Set(TextValue.Template(key), value);

    public Value? Find(Value key) => entries.TryGetValue(key, out var value) ? value : null;

    public override IEnumerable<Value> Iterate() => entries.Keys;

    public IEnumerable<Value> Pairs() => entries.Select(entry => new TupleValue([entry.Key, entry.Value]));

    public IEnumerable<Value> Values() => entries.Values;

    public override void AppendRepr(StringBuilder text, int depth)
    {
        SequenceValue.CheckDepth(depth);
        text.Append('{');
        var separator = "";
        foreach (var (key, value) in entries)
        {
            text.Append(separator);
            key.AppendRepr(text, depth + 1);
            text.Append(": ");
            value.AppendRepr(text, depth + 1);
            separator = ", ";
        }

        text.Append('}');
    }
}
