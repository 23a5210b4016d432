using Strata.Routing.Health;

namespace Strata.Management.Traffic;

/// <summary>How a provider's credential stands at one deployment.</summary>
/// <param name="Name">Its name; never its secret.</param>
/// <param name="State"><c>usable</c>, <c>cooling</c> (the provider limits it) or <c>shut</c> (the provider refused it).</param>
/// <param name="ForMs">How long that lasts.</param>
/// <param name="Headroom">What is left of the provider's limits, from 0 to 1.</param>
internal sealed record CredentialState(string Name, string State, double? ForMs, double Headroom)
{
    public static CredentialState From(CredentialView credential) => new(
        credential.Name,
        credential.ShutFor is not null ? "shut" : credential.CoolingFor is not null ? "cooling" : "usable",
        (credential.ShutFor ?? credential.CoolingFor)?.TotalMilliseconds,
        credential.Headroom);
}
