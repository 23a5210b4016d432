using System.Text;

namespace Strata.Templates.Values;

/// <summary><c>True</c> or <c>False</c>; in arithmetic they are 1 and 0, as in Python.</summary>
internal sealed class BoolValue : Value
{
    public static readonly BoolValue True = new(true);
    public static readonly BoolValue False = new(false);

    private BoolValue(bool value) => IsTruthy = value;

    public override string TypeName => "bool";

    public override bool IsTruthy { get; }

    public static BoolValue Of(bool value) => value ? True : False;

    public override void AppendRepr(StringBuilder text, int depth) => text.Append(IsTruthy ? "True" : "False");
}
