namespace Strata.Telemetry.Traces;

/// <summary>A trace of a project. Two projects that use one trace id (the id comes from the caller) have two traces.</summary>
internal readonly record struct TraceKey(string Project, string Id);
