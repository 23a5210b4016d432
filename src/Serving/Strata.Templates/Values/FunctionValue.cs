using System.Text;

namespace Strata.Templates.Values;

/// <summary>A global function.</summary>
internal sealed class FunctionValue(string name, Func<Budget, CallArguments, Value> body) : Value
{
    public override string TypeName => "function";

    public override bool IsCallable => true;

    public override Value Call(Budget budget, CallArguments arguments) => body(budget, arguments);

    public override void AppendRepr(StringBuilder text, int depth) => text.Append("<function ").Append(name).Append('>');
}
