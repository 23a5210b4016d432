using Strata.Models.Templates.Runtime;
using Strata.Models.Templates.Values;

namespace Strata.Models.Templates.Nodes;

/// <summary>What a value can be assigned to.</summary>
internal abstract class Target
{
    public abstract void Assign(Frame frame, Value value);
}
