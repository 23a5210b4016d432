using System.Text;
using Strata.Templates.Text;

namespace Strata.Templates.Values;

/// <summary>A floating-point number; a repr reads back to the same bits.</summary>
internal sealed class FloatValue(double number) : Value
{
    public double Number { get; } = number;

    public override string TypeName => "float";

    public override bool IsTruthy => Number != 0;

    public override void AppendRepr(StringBuilder text, int depth) => text.Append(FloatText.Repr(Number));
}
