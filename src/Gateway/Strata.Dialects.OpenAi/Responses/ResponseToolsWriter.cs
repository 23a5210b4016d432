using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>Writes <c>tools</c> and <c>tool_choice</c>, for a provider or as an answer repeats them.</summary>
internal sealed class ResponseToolsWriter(RequestOut to)
{
    public void Write()
    {
        var request = to.Request;
        for (var i = 0; i < request.Tools.Count; i++)
        {
            Check(request.Tools[i], FormattableString.Invariant($"{to.Name("tools")}[{i}]"));
        }

        if (request.Tools.Count > 0)
        {
            WriteTools(to.Json, request.Tools, isSame: to.IsSame);
        }

        if (request.ToolChoice is { } choice && (request.Tools.Count > 0 || to.IsSame))
        {
            WriteChoice(to.Json, choice, request.Tools);
        }
    }

    public static void WriteTools(Utf8JsonWriter json, IReadOnlyList<ToolDefinition> tools, bool isSame)
    {
        json.WriteStartArray("tools");
        foreach (var tool in tools)
        {
            if (tool.Dialect.Length > 0)
            {
                json.WriteRawValue(OneLine.Of(tool.Raw).Span, skipInputValidation: true);
                continue;
            }

            json.WriteStartObject();
            json.WriteString("type", "function");
            json.WriteString("name", tool.Name);
            json.WriteSaid("description", tool.Description);
            json.WriteRaw("parameters", OneLine.Of(tool.Schema));

            // A function that nobody called strict is not: this API would otherwise make it so.
            json.WriteSaid("strict", tool.Strict ?? (isSame ? null : false));
            if (isSame)
            {
                json.WriteCarries(tool.Extra);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteChoice(Utf8JsonWriter json, ToolChoice choice, IReadOnlyList<ToolDefinition> tools)
    {
        switch (choice.Kind)
        {
            case ToolChoiceKind.Named:
                json.WritePropertyName("tool_choice");
                WriteNamed(json, choice.Names[0], tools);
                break;
            case ToolChoiceKind.Allowed:
                json.WriteStartObject("tool_choice");
                json.WriteString("type", "allowed_tools");
                json.WriteString("mode", choice.MustCall ? "required" : "auto");
                json.WriteStartArray("tools");
                foreach (var name in choice.Names)
                {
                    WriteNamed(json, name, tools);
                }

                json.WriteEndArray();
                json.WriteEndObject();
                break;
            default:
                json.WriteString("tool_choice", choice.Kind switch { ToolChoiceKind.None => "none", ToolChoiceKind.Required => "required", _ => "auto" });
                break;
        }
    }

    private void Check(ToolDefinition tool, string at)
    {
        if (tool.Dialect.Length > 0 && tool.Dialect != DialectNames.Responses)
        {
            to.Losses.Refuse(at, $"The tool '{tool.Name}' is one of {tool.Dialect}'s own; this model's provider speaks {to.Target}. Leave it out, or ask a model of that provider.");
        }

        if (!tool.CacheControl.IsEmpty)
        {
            to.Losses.Note(at + ".cache_control", "left out: this provider caches prompts by itself");
        }

        if (!to.IsSame)
        {
            to.Losses.TakeExtra(to.Request.Dialect, at + ".", tool.Extra);
        }
    }

    private static void WriteNamed(Utf8JsonWriter json, string name, IReadOnlyList<ToolDefinition> tools)
    {
        json.WriteStartObject();
        json.WriteString("type", tools.Any(t => t.Name == name && t.Dialect == DialectNames.Responses) ? "custom" : "function");
        json.WriteString("name", name);
        json.WriteEndObject();
    }
}
