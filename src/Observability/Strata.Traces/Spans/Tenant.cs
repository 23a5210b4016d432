namespace Strata.Traces.Spans;

/// <summary>Whose a span is. Two tenants that use one trace id (the id comes from outside) have two traces that never meet.</summary>
/// <param name="Organization">The organisation's id.</param>
/// <param name="Project">The project's id; an empty one is refused by the store.</param>
public readonly record struct Tenant(string Organization, string Project);
