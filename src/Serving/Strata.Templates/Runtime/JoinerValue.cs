using System.Text;
using Strata.Templates.Values;

namespace Strata.Templates.Runtime;

/// <summary><c>joiner(sep)</c>: nothing at the first call, the separator at every later one.</summary>
internal sealed class JoinerValue(Value separator) : Value
{
    private bool used;

    public override string TypeName => "Joiner";

    public override bool IsCallable => true;

    public override Value Call(Budget budget, CallArguments arguments)
    {
        if (used)
        {
            return separator;
        }

        used = true;
        return TextValue.Empty;
    }

    public override void AppendRepr(StringBuilder text, int depth) => text.Append("<Joiner>");
}
