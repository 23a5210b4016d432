using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary>A plain name; it lives in the innermost scope.</summary>
internal sealed class NameTarget(string name) : Target
{
    public override void Assign(Frame frame, Value value) => frame.Scope.Set(name, value);
}
