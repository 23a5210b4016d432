using Strata.Core.Tenancy;
using Strata.Identity.Tenants;
using Strata.Ledger;
using Strata.Ledger.Rows;
using Strata.Management.Wire;

namespace Strata.Management.Requests;

/// <summary>Finds one row for a caller: in the caller's project, and for administrators in the other teams of the organisation.</summary>
internal sealed class RequestFinder(LedgerReader ledger, DirectoryStore directory)
{
    /// <summary>The row; null where there is none that the caller may see.</summary>
    public async ValueTask<LedgerRow?> FindAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var row = await ledger.FindAsync(caller.Project, id, cancellationToken);
        if (row is null && caller.Is(Role.Admin) && caller.MayUse(ApiGroup.AdminScope))
        {
            foreach (var team in directory.Current.Teams(caller.Organization))
            {
                row ??= team.Id == caller.Project ? null : await ledger.FindAsync(team.Id, id, cancellationToken);
            }
        }

        return row is not null && row.Organization == caller.Organization && (caller.Role != Role.Service || row.KeyId == caller.KeyId) ? row : null;
    }
}
