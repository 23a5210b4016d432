using System.Text;

namespace Strata.Templates.Values;

/// <summary>
/// What a missing name, key or attribute gives: empty when printed or walked, false when tested, and a failure that
/// tells its origin when anything more is asked of it.
/// </summary>
internal sealed class UndefinedValue(string cause, FaultKind kind = FaultKind.Undefined) : Value
{
    public override string TypeName => "Undefined";

    public override bool IsTruthy => false;

    public override bool IsIterable => true;

    public override bool IsCallable => true;

    public override int? Length => 0;

    public static UndefinedValue Name(string name) => new($"'{name}' is undefined");

    public static UndefinedValue Member(Value owner, Value key)
    {
        var of = owner is NoneValue ? "None" : owner.TypeName + " object";
        if (key is TextValue text)
        {
            return new UndefinedValue($"'{of}' has no attribute {TextRepr(text)}");
        }

        var name = new StringBuilder();
        key.AppendRepr(name, 0);
        return new UndefinedValue($"{of} has no element {name}");
    }

    public Fault Fault() => new(kind, cause);

    public override TextValue ToText(Budget budget) => TextValue.Empty;

    public override IEnumerable<Value> Iterate() => [];

    public override Value Call(Budget budget, CallArguments arguments) => throw Fault();

    public override void AppendRepr(StringBuilder text, int depth) => text.Append("Undefined");

    private static StringBuilder TextRepr(TextValue text)
    {
        var name = new StringBuilder();
        text.AppendRepr(name, 0);
        return name;
    }
}
