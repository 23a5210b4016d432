using Strata.Core.Tenancy;
using Strata.Identity.Keys;

namespace Strata.Console.Sources;

/// <summary>Who runs the installation: an owner of its first organisation. What all tenants share is theirs to see.</summary>
internal static class Operator
{
    public static bool Is(Caller caller) => caller.Is(Role.Owner) && caller.Organization == KeyMigrations.DefaultOrganization;
}
