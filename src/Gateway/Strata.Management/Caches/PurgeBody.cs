namespace Strata.Management.Caches;

/// <summary>What is to be forgotten.</summary>
/// <param name="Model">Only answers of this model.</param>
/// <param name="Team">Only this team's; without it, the whole organisation's.</param>
internal sealed record PurgeBody(string? Model, string? Team);
