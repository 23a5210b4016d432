using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>Writes <c>tools</c> and <c>tool_choice</c>.</summary>
internal sealed class ChatToolsWriter(RequestOut to)
{
    public void Write()
    {
        var tools = to.Request.Tools;
        if (tools.Count > 0)
        {
            to.Json.WriteStartArray("tools");
            for (var i = 0; i < tools.Count; i++)
            {
                WriteTool(tools[i], FormattableString.Invariant($"{to.Name("tools")}[{i}]"));
            }

            to.Json.WriteEndArray();
        }

        if (to.Request.ToolChoice is { } choice && (tools.Count > 0 || to.IsSame))
        {
            WriteChoice(choice);
        }
    }

    private void WriteTool(ToolDefinition tool, string at)
    {
        if (tool.Dialect.Length > 0)
        {
            if (tool.Dialect == DialectNames.Chat)
            {
                to.Json.WriteRawValue(tool.Raw.Span, skipInputValidation: true);
            }
            else
            {
                to.Losses.Refuse(at, $"The tool '{tool.Name}' is one of {tool.Dialect}'s own; this model's provider speaks {to.Target}. Leave it out, or ask a model of that provider.");
            }

            return;
        }

        to.Json.WriteStartObject();
        to.Json.WriteString("type", "function");
        to.Json.WriteStartObject("function");
        to.Json.WriteString("name", tool.Name);
        to.Json.WriteSaid("description", tool.Description);
        to.Json.WriteRaw("parameters", tool.Schema);
        to.Json.WriteSaid("strict", tool.Strict);
        to.Extra(at + ".", tool.Extra, "function.");
        to.Json.WriteEndObject();
        to.CacheControl(tool.CacheControl, at);
        to.Extra(at + ".", tool.Extra);
        to.Json.WriteEndObject();
    }

    private void WriteChoice(ToolChoice choice)
    {
        if (choice.Kind is ToolChoiceKind.Named)
        {
            to.Json.WritePropertyName("tool_choice");
            WriteNamed(choice.Names[0]);
        }
        else if (choice.Kind is ToolChoiceKind.Allowed)
        {
            to.Json.WriteStartObject("tool_choice");
            to.Json.WriteString("type", "allowed_tools");
            to.Json.WriteStartObject("allowed_tools");
            to.Json.WriteString("mode", choice.MustCall ? "required" : "auto");
            to.Json.WriteStartArray("tools");
            foreach (var name in choice.Names)
            {
                WriteNamed(name);
            }

            to.Json.WriteEndArray();
            to.Json.WriteEndObject();
            to.Json.WriteEndObject();
        }
        else
        {
            to.Json.WriteString("tool_choice", choice.Kind switch { ToolChoiceKind.None => "none", ToolChoiceKind.Required => "required", _ => "auto" });
        }
    }

    private void WriteNamed(string name)
    {
        var kind = to.Request.Tools.Any(t => t.Name == name && t.Dialect == DialectNames.Chat) ? "custom" : "function";
        to.Json.WriteStartObject();
        to.Json.WriteString("type", kind);
        to.Json.WriteStartObject(kind);
        to.Json.WriteString("name", name);
        to.Json.WriteEndObject();
        to.Json.WriteEndObject();
    }
}
