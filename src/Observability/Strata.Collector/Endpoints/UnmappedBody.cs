namespace Strata.Collector.Endpoints;

/// <summary>A list of attribute names, most often first, since the start of the process.</summary>
internal sealed record UnmappedBody(IReadOnlyList<UnmappedName> Data);
