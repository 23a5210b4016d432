using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary>What a value can be assigned to.</summary>
internal abstract class Target
{
    public abstract void Assign(Frame frame, Value value);
}
