using Strata.Core.Tenancy;

namespace Strata.Telemetry.Traces;

/// <summary>What a reader may see: one project, and within it all requests or those of one key.</summary>
/// <param name="Project">The project.</param>
/// <param name="KeyId">Only traces of this key alone; null sees all of the project.</param>
public sealed record TraceScope(string Project, string? KeyId = null)
{
    /// <summary>A caller's scope: a service key sees its own requests only.</summary>
    public static TraceScope Of(Caller caller) => new(caller.Project, caller.Role == Role.Service ? caller.KeyId : null);
}
