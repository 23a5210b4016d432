using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary>A name; one that nobody set is undefined, which is not yet a failure.</summary>
internal sealed class NameNode(int line, string name) : Expression(line)
{
    public string Name { get; } = name;

    public override Value Evaluate(Frame frame) => frame.Scope.Find(Name) ?? UndefinedValue.Name(Name);
}
