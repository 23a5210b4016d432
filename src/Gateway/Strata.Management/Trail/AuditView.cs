using Strata.Identity.Audit;

namespace Strata.Management.Trail;

/// <summary>A link of the audit chain.</summary>
internal sealed record AuditView(long Number, DateTimeOffset At, string Actor, string ActorName, string Project, string Action, string Target, string Details, string Hash)
{
    public static AuditView From(AuditRecord link) => new(link.Number, link.At, link.Actor, link.ActorName, link.Project, link.Action, link.Target, link.Details, link.Hash);
}
