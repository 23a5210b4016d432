using Strata.Templates.Runtime;
using Strata.Templates.Values;

namespace Strata.Templates.Nodes;

/// <summary><c>ns.name</c>, where ns is a namespace.</summary>
internal sealed class MemberTarget(string owner, string name) : Target
{
    public override void Assign(Frame frame, Value value)
    {
        var target = frame.Scope.Find(owner) as NamespaceValue
            ?? throw Fault.Type("cannot assign attribute on non-namespace object");
        target.Set(name, value);
    }
}
