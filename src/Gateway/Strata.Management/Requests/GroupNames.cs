using Strata.Identity.Keys;
using Strata.Identity.Tenants;
using Strata.Ledger.Queries;

namespace Strata.Management.Requests;

/// <summary>The names that people gave to what usage is summed by.</summary>
internal sealed class GroupNames(KeyStore keys, DirectorySnapshot directory, string organization)
{
    public string? Of(UsageGroup group, string id) => group switch
    {
        UsageGroup.Key => keys.Find(id) is { } key && key.Organization == organization ? key.Name : null,
        UsageGroup.Project => directory.Team(organization, id)?.Name,
        UsageGroup.User => directory.User(organization, id)?.Name,
        _ => null,
    };
}
