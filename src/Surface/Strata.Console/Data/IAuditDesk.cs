using Strata.Core.Tenancy;
using Strata.Identity.Audit;

namespace Strata.Console.Data;

/// <summary>The audit chain. The gateway's log answers; tests answer from a list.</summary>
internal interface IAuditDesk
{
    /// <summary>Links of the caller's organisation before a number, newest first.</summary>
    ValueTask<IReadOnlyList<AuditRecord>> ListAsync(Caller caller, long before, string? action, int count, CancellationToken cancellationToken);

    /// <summary>Reads the whole chain anew.</summary>
    ValueTask<AuditVerdict> VerifyAsync(CancellationToken cancellationToken);
}
