using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Anthropic;

/// <summary>Writes <c>tools</c> and <c>tool_choice</c>. Schemas go out as they came.</summary>
internal static class ToolWriter
{
    /// <summary>Writes both members.</summary>
    public static void Write(Utf8JsonWriter json, ChatRequest request, Crossing crossing)
    {
        var choice = request.ToolChoice;
        var allowed = choice is { Kind: ToolChoiceKind.Allowed } ? choice.Names.ToHashSet() : null;
        if (allowed is not null)
        {
            crossing.Note("tool_choice", "said by offering the allowed tools only; a cached prompt with all of them is not found");
        }

        if (request.Tools.Count > 0)
        {
            json.WriteStartArray("tools");
            for (var i = 0; i < request.Tools.Count; i++)
            {
                if (allowed?.Contains(request.Tools[i].Name) ?? true)
                {
                    Tool(json, request.Tools[i], FormattableString.Invariant($"tools[{i}]"), crossing);
                }
            }

            json.WriteEndArray();
        }

        Choice(json, request, crossing);
    }

    private static void Tool(Utf8JsonWriter json, ToolDefinition tool, string at, Crossing crossing)
    {
        if (tool.Dialect.Length > 0)
        {
            if (tool.Dialect != AnthropicWords.Dialect)
            {
                crossing.Refuse(at, $"the tool '{tool.Name}' belongs to '{tool.Dialect}' alone.");
                return;
            }

            RawJson.Write(json, tool.Raw);
            return;
        }

        json.WriteStartObject();
        json.WriteString("name", tool.Name);
        if (tool.Description is { } description)
        {
            json.WriteString("description", description);
        }

        json.WriteRaw("input_schema", tool.Schema.IsEmpty ? """{"type":"object","properties":{}}"""u8.ToArray() : tool.Schema);
        if (tool.Strict is { } strict && (strict || crossing.IsSame))
        {
            json.WriteBoolean("strict", strict);
        }

        if (!tool.CacheControl.IsEmpty)
        {
            json.WriteRaw("cache_control", tool.CacheControl);
        }

        if (crossing.IsSame)
        {
            BlockParts.Extra(json, tool.Extra);
        }
        else
        {
            crossing.Settle(tool.Extra, at);
        }

        json.WriteEndObject();
    }

    private static void Choice(Utf8JsonWriter json, ChatRequest request, Crossing crossing)
    {
        var kind = request.ToolChoice?.Kind;
        var isNothing = kind is null or ToolChoiceKind.Auto or ToolChoiceKind.None;
        if ((kind is null && request.ParallelToolCalls is not false) || (isNothing && request.Tools.Count == 0 && !crossing.IsSame))
        {
            return;
        }

        json.WriteStartObject("tool_choice");
        json.WriteString("type", kind switch
        {
            ToolChoiceKind.None => "none",
            ToolChoiceKind.Required => "any",
            ToolChoiceKind.Named => "tool",
            ToolChoiceKind.Allowed when request.ToolChoice!.MustCall => "any",
            _ => "auto",
        });
        if (kind == ToolChoiceKind.Named)
        {
            json.WriteString("name", request.ToolChoice!.Names[0]);
        }

        if (request.ParallelToolCalls is { } parallel && kind != ToolChoiceKind.None)
        {
            json.WriteBoolean("disable_parallel_tool_use", !parallel);
        }

        if (crossing.IsSame)
        {
            BlockParts.Extra(json, request.Extra, "tool_choice");
        }

        json.WriteEndObject();
    }
}
