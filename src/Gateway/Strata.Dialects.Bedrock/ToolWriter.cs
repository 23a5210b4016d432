using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Bedrock;

/// <summary>Writes <c>toolConfig</c>. The dialect cannot forbid calls while it offers tools: then none are offered, or the choice is refused.</summary>
internal static class ToolWriter
{
    /// <summary>Writes the member.</summary>
    public static void Write(Utf8JsonWriter json, ChatRequest request, Crossing crossing)
    {
        var more = RequestWriter.Inside(request, "toolConfig", crossing);
        if (request.Tools.Count == 0 && more.Count == 0)
        {
            return;
        }

        var choice = request.ToolChoice;
        if (choice?.Kind == ToolChoiceKind.None)
        {
            if (request.Messages.Any(message => message.Blocks.Any(block => block is ToolCallBlock or ToolResultBlock)))
            {
                crossing.Refuse("tool_choice", "it demands tools in a talk that used them, and cannot forbid calls.");
            }

            crossing.Note("tools", "left out: the provider forbids calls by getting no tools");
            return;
        }

        if (request.ParallelToolCalls == false)
        {
            crossing.Refuse("parallel_tool_calls", "it cannot be told to call one tool at a time.");
        }

        var allowed = choice is { Kind: ToolChoiceKind.Allowed } ? choice.Names.ToHashSet() : null;
        if (allowed is not null)
        {
            crossing.Note("tool_choice", "said by offering the allowed tools only; a cached prompt with all of them is not found");
        }

        json.WriteStartObject("toolConfig");
        json.WriteStartArray("tools");
        for (var i = 0; i < request.Tools.Count; i++)
        {
            if (allowed?.Contains(request.Tools[i].Name) ?? true)
            {
                Tool(json, request.Tools[i], FormattableString.Invariant($"tools[{i}]"), crossing);
            }
        }

        json.WriteEndArray();
        Choice(json, choice);
        json.WriteCarries(more);
        json.WriteEndObject();
    }

    private static void Tool(Utf8JsonWriter json, ToolDefinition tool, string at, Crossing crossing)
    {
        if (tool.Dialect.Length > 0)
        {
            if (tool.Dialect == BedrockWords.Dialect)
            {
                RawJson.Write(json, tool.Raw);
            }
            else
            {
                crossing.Refuse(at, $"the tool '{tool.Name}' belongs to '{tool.Dialect}' alone.");
            }

            return;
        }

        crossing.Settle(tool.Extra, at);
        json.WriteStartObject();
        json.WriteStartObject("toolSpec");
        json.WriteString("name", tool.Name);
        json.WriteSaid("description", tool.Description);
        json.WriteStartObject("inputSchema");
        json.WriteRaw("json", tool.Schema.IsEmpty ? """{"type":"object","properties":{}}"""u8.ToArray() : tool.Schema);
        json.WriteEndObject();
        json.WriteSaid("strict", tool.Strict is true || crossing.IsSame ? tool.Strict : null);
        json.WriteCarries(crossing.IsSame ? tool.Extra : []);
        json.WriteEndObject();
        json.WriteEndObject();
        BedrockWords.CachePoint(json, tool.CacheControl);
    }

    private static void Choice(Utf8JsonWriter json, ToolChoice? choice)
    {
        if (choice is null)
        {
            return;
        }

        json.WriteStartObject("toolChoice");
        var must = choice.Kind == ToolChoiceKind.Required || (choice.Kind == ToolChoiceKind.Allowed && choice.MustCall);
        json.WriteStartObject(choice.Kind == ToolChoiceKind.Named ? "tool" : must ? "any" : "auto");
        if (choice.Kind == ToolChoiceKind.Named)
        {
            json.WriteString("name", choice.Names[0]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
