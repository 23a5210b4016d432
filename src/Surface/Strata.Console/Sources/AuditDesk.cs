using Strata.Console.Data;
using Strata.Core.Tenancy;
using Strata.Identity.Audit;

namespace Strata.Console.Sources;

/// <summary>The gateway's audit log, of the caller's organisation alone.</summary>
internal sealed class AuditDesk(AuditLog log) : IAuditDesk
{
    public ValueTask<IReadOnlyList<AuditRecord>> ListAsync(Caller caller, long before, string? action, int count, CancellationToken cancellationToken) =>
        log.ListAsync(caller.Organization, before, action, count, cancellationToken);

    public ValueTask<AuditVerdict> VerifyAsync(CancellationToken cancellationToken) => log.VerifyAsync(cancellationToken);
}
