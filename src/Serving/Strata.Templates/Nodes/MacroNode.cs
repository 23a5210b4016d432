using Strata.Templates.Runtime;

namespace Strata.Templates.Nodes;

/// <summary><c>{% macro name(…) %}</c>: names a <see cref="MacroValue"/>.</summary>
internal sealed class MacroNode(int line, MacroDefinition definition) : Statement(line)
{
    public override Flow Execute(Frame frame)
    {
        frame.Scope.Set(definition.Name, new MacroValue(definition, frame.Scope));
        return Flow.Next;
    }
}
