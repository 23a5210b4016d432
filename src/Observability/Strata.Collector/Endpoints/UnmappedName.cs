namespace Strata.Collector.Endpoints;

/// <summary>An attribute's name and how often it came.</summary>
internal sealed record UnmappedName(string Name, long Count);
