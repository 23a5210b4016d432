using Strata.Templates.Runtime;

namespace Strata.Templates.Nodes;

/// <summary><c>{% call(x) callee(…) %}body{% endcall %}</c>: the body becomes the callee's <c>caller</c>.</summary>
internal sealed class CallBlockNode(int line, CallNode call, MacroDefinition body) : Statement(line)
{
    public override Flow Execute(Frame frame)
    {
        var result = call.Evaluate(frame, new MacroValue(body, frame.Scope));
        frame.Output.Append(result.ToText(frame.Budget));
        return Flow.Next;
    }
}
