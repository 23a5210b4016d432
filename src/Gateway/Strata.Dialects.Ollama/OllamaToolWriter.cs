using System.Text;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Ollama;

/// <summary>Writes tools and calls. Ollama has no choice of tools: what can be said by leaving tools out is said so, the rest is refused.</summary>
internal static class OllamaToolWriter
{
    public static void Write(Utf8JsonWriter json, ChatRequest request, Losses losses)
    {
        var tools = Offered(request, losses);
        if (tools.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tools"u8);
        for (var i = 0; i < tools.Count; i++)
        {
            Tool(json, tools[i], request, FormattableString.Invariant($"tools[{i}]."), losses);
        }

        json.WriteEndArray();
    }

    public static void Call(Utf8JsonWriter json, ToolCallBlock call, int? index = null)
    {
        json.WriteStartObject();
        CallIds.Write(json, "id", call.Id);
        json.WriteStartObject("function"u8);
        json.WriteSaid("index", (long?)index);
        json.WriteString("name"u8, call.Name);
        if (RawJson.IsObject(call.Arguments))
        {
            json.WriteRaw("arguments", Encoding.UTF8.GetBytes(call.Arguments));
        }
        else
        {
            json.WriteStartObject("arguments"u8);
            if (call.Arguments.AsSpan().Trim().Length > 0)
            {
                json.WriteString(call.IsCustom ? "input"u8 : "arguments"u8, call.Arguments);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static IReadOnlyList<ToolDefinition> Offered(ChatRequest request, Losses losses)
    {
        var member = Spelling.Of(request.Dialect, "tool_choice");
        switch (request.ToolChoice)
        {
            case null or { Kind: ToolChoiceKind.Auto }:
                return request.Tools;
            case { Kind: ToolChoiceKind.None }:
                losses.Note(member, "said by leaving the tools out: Ollama has no choice of tools");
                return [];
            case { Kind: ToolChoiceKind.Allowed, MustCall: false } choice:
                losses.Note(member, "said by leaving the other tools out: Ollama has no choice of tools");
                return [.. request.Tools.Where(tool => choice.Names.Contains(tool.Name))];
            default:
                losses.Refuse(member, "Ollama cannot be told that a tool must be called. Leave the choice to the model, or ask another provider.");
                return [];
        }
    }

    private static void Tool(Utf8JsonWriter json, ToolDefinition tool, ChatRequest request, string at, Losses losses)
    {
        if (tool.Dialect.Length > 0)
        {
            losses.Refuse("tools", $"The tool '{tool.Name}' is {tool.Dialect}'s own and cannot be given to Ollama. Leave it out, or ask a model of that provider.");
            return;
        }

        var isOwn = OllamaNames.IsOwn(request.Dialect);
        if (!isOwn)
        {
            losses.TakeExtra(request.Dialect, at, tool.Extra);
        }

        if (!tool.CacheControl.IsEmpty)
        {
            losses.Note(at + "cache_control", "left out: Ollama caches equal beginnings by itself");
        }

        if (tool.Strict == true && !isOwn)
        {
            losses.Note(at + "strict", "left out: Ollama does not hold calls to their schemas");
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, tool.Name);
        json.WriteSaid("description", tool.Description);
        json.WriteRaw("parameters", tool.Schema.IsEmpty ? "{\"type\":\"object\",\"properties\":{}}"u8.ToArray() : tool.Schema);
        json.WriteSaid("strict", isOwn ? tool.Strict : null);
        const string Prefix = "function.";
        json.WriteCarries(isOwn ? [.. tool.Extra.Where(carry => carry.Name.StartsWith(Prefix, StringComparison.Ordinal)).Select(carry => carry with { Name = carry.Name[Prefix.Length..] })] : []);
        json.WriteEndObject();
        json.WriteCarries(isOwn ? [.. tool.Extra.Where(carry => !carry.Name.StartsWith(Prefix, StringComparison.Ordinal))] : []);
        json.WriteEndObject();
    }
}
