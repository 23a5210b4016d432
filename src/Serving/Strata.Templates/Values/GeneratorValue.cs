using System.Text;

namespace Strata.Templates.Values;

/// <summary>An iterator: it can be walked once, from wherever it stands, and has no length.</summary>
internal sealed class GeneratorValue(IEnumerable<Value> source, string typeName = "generator") : Value
{
    private IEnumerator<Value>? position;

    public override string TypeName => typeName;

    public override bool IsIterable => true;

    public override IEnumerable<Value> Iterate()
    {
        position ??= source.GetEnumerator();
        while (position.MoveNext())
        {
            yield return position.Current;
        }
    }

    public override void AppendRepr(StringBuilder text, int depth) => text.Append('<').Append(typeName).Append(" object>");
}
