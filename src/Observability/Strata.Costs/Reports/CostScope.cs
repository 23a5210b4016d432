using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Ledger.Queries;

namespace Strata.Costs.Reports;

/// <summary>Whose costs: the caller's project; an administrator may name another team of the organisation, or all of them (<c>*</c>). A service key sees its own.</summary>
public static class CostScope
{
    /// <summary>The ledger's query of a caller.</summary>
    public static Result<LedgerQuery> Of(Caller caller, string? team)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return team is not null && team != caller.Project && !(caller.Is(Role.Admin) && caller.MayUse("admin"))
            ? new Problem(ProblemCode.Forbidden, "Only an administrator sees other teams.") { Field = "team" }
            : new LedgerQuery
            {
                Project = team is "*" ? null : team ?? caller.Project, Organization = caller.Organization, KeyId = caller.Role == Role.Service ? caller.KeyId : null,
            };
    }
}
