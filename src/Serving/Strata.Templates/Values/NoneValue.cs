using System.Text;

namespace Strata.Templates.Values;

/// <summary>Python's <c>None</c>, and JSON's null.</summary>
internal sealed class NoneValue : Value
{
    public static readonly NoneValue Instance = new();

    private static readonly TextValue Name = new("None", true);

    private NoneValue()
    {
    }

    public override string TypeName => "NoneType";

    public override bool IsTruthy => false;

    public override TextValue ToText(Budget budget) => Name;

    public override void AppendRepr(StringBuilder text, int depth) => text.Append("None");
}
