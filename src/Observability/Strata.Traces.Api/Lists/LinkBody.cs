using System.Text.Json.Nodes;

namespace Strata.Traces.Api.Lists;

/// <summary>Another span that this one has to do with.</summary>
/// <param name="TraceId">Its trace.</param>
/// <param name="SpanId">The span.</param>
/// <param name="Attributes">Facts about it.</param>
public sealed record LinkBody(string TraceId, string SpanId, JsonObject Attributes);
