namespace Strata.Telemetry.Endpoints;

/// <summary>An event of a span as the API says it.</summary>
internal sealed record SpanEventBody(string Name, long OffsetUs, IReadOnlyDictionary<string, object> Attributes);
