using System.Text;

namespace Strata.Templates.Values;

/// <summary>A method together with its object, not yet called.</summary>
internal sealed class MethodValue(Value self, string name, Routine routine) : Value
{
    public override string TypeName => "builtin_function_or_method";

    public override bool IsCallable => true;

    public override Value Call(Budget budget, CallArguments arguments) => routine.Invoke(budget, self, arguments);

    public override void AppendRepr(StringBuilder text, int depth) =>
        text.Append("<built-in method ").Append(name).Append(" of ").Append(self.TypeName).Append(" object>");
}
