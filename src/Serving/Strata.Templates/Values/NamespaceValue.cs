using System.Text;

namespace Strata.Templates.Values;

/// <summary>The one thing a template may change: <c>namespace()</c>, whose attributes outlive a loop's scope.</summary>
internal sealed class NamespaceValue : Value
{
    private readonly Dictionary<string, Value> attributes = [];

    public override string TypeName => "Namespace";

    public override Value? Attribute(string name) => attributes.GetValueOrDefault(name);

    public void Set(string name, Value value) => attributes[name] = value;

    public override void AppendRepr(StringBuilder text, int depth)
    {
        SequenceValue.CheckDepth(depth);
        text.Append("<Namespace {");
        var separator = "";
        foreach (var (name, value) in attributes)
        {
            text.Append(separator).Append('\'').Append(name).Append("': ");
            value.AppendRepr(text, depth + 1);
            separator = ", ";
        }

        text.Append("}>");
    }

    public override bool HoldsForeignText => true;
}
