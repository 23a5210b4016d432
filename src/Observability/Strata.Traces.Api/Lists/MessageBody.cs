using System.Text.Json.Nodes;

namespace Strata.Traces.Api.Lists;

/// <summary>A message of a span.</summary>
/// <param name="Slot">Where it stood: <c>input</c>, <c>output</c> or <c>system</c>.</param>
/// <param name="Role">Who spoke; null where the text is no message.</param>
/// <param name="Content">A text, or the parts of the message.</param>
public sealed record MessageBody(string Slot, string? Role, JsonNode? Content);
