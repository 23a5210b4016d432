using Strata.Core.Tenancy;
using Strata.Traces.Spans;

namespace Strata.Traces.Queries;

/// <summary>What a reader may see: one tenant, and within it everything or what one key asked. Every query takes one.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Key">Only spans of this key; null sees all of the tenant.</param>
public sealed record TraceScope(Tenant Tenant, string? Key = null)
{
    /// <summary>A caller's scope: a service key sees its own requests only.</summary>
    public static TraceScope Of(Caller caller) => new(new Tenant(caller.Organization, caller.Project), caller.Role == Role.Service ? caller.KeyId : null);
}
