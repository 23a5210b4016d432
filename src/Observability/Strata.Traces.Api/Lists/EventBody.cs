using System.Text.Json.Nodes;

namespace Strata.Traces.Api.Lists;

/// <summary>Something that happened at one moment of a span.</summary>
/// <param name="Name">What.</param>
/// <param name="OffsetUs">When, in microseconds of the span.</param>
/// <param name="Attributes">Facts about it.</param>
public sealed record EventBody(string Name, double OffsetUs, JsonObject Attributes);
