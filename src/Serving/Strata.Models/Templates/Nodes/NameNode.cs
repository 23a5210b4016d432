using Strata.Models.Templates.Runtime;
using Strata.Models.Templates.Values;

namespace Strata.Models.Templates.Nodes;

/// <summary>A name; one that nobody set is undefined, which is not yet a failure.</summary>
internal sealed class NameNode(int line, string name) : Expression(line)
{
    public string Name { get; } = name;

    public override Value Evaluate(Frame frame) => frame.Scope.Find(Name) ?? UndefinedValue.Name(Name);
}
