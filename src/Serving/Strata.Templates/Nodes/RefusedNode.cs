using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary>A statement that can be read but not carried out.</summary>
internal sealed class RefusedNode(int line, string cause) : Statement(line)
{
    public override Flow Execute(Frame frame) => throw new Fault(FaultKind.Missing, cause, Line);
}
