using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>Reads <c>tools</c> and <c>tool_choice</c>. A tool that is no function is kept whole.</summary>
internal static class ChatToolsReader
{
    public static List<ToolDefinition> ReadTools(JsonValue value)
    {
        var tools = new List<ToolDefinition>();
        foreach (var tool in value.Items(JsonLimits.ToolsMax))
        {
            tools.Add(ReadTool(tool));
        }

        return tools;
    }

    public static ToolChoice? ReadChoice(JsonValue value)
    {
        if (value.Kind == JsonValueKind.String)
        {
            return value.Word("none", "auto", "required") switch
            {
                "none" => new ToolChoice(ToolChoiceKind.None),
                "auto" => new ToolChoice(ToolChoiceKind.Auto),
                "required" => new ToolChoice(ToolChoiceKind.Required),
                _ => null,
            };
        }

        if (value.IsNull || !value.Is(JsonValueKind.Object, "a string or an object"))
        {
            return null;
        }

        switch (value.Find("type")?.Text())
        {
            case "function" or "custom" when NameOf(value) is { } name:
                return new ToolChoice(ToolChoiceKind.Named) { Names = [name] };
            case "function" or "custom":
                value.Missing("function.name");
                return null;
            case "allowed_tools" when value.Find("allowed_tools") is { Kind: JsonValueKind.Object } allowed:
                return ReadAllowed(allowed);
            default:
                value.Refuse(Problem.Invalid("'tool_choice.type' must be 'function', 'custom' or 'allowed_tools'.", "tool_choice.type"));
                return null;
        }
    }

    private static ToolChoice ReadAllowed(JsonValue allowed)
    {
        var names = new List<string>();
        foreach (var tool in allowed.Find("tools")?.Items(JsonLimits.ToolsMax) ?? [])
        {
            if (NameOf(tool) is not { } name)
            {
                tool.Unsupported($"'{tool.Path}' is no function and no custom tool. Name those only.");
                break;
            }

            names.Add(name);
        }

        var mode = allowed.Find("mode")?.Word("auto", "required");
        return new ToolChoice(ToolChoiceKind.Allowed) { Names = names, MustCall = mode == "required" };
    }

    private static string? NameOf(JsonValue tool) =>
        (tool.Find("function") ?? tool.Find("custom"))?.Find("name") is { Kind: JsonValueKind.String } name ? name.Text() : null;

    private static ToolDefinition ReadTool(JsonValue tool)
    {
        var type = tool.Find("type")?.Text();
        if (type is null)
        {
            tool.Missing("type");
        }

        if (type is not "function")
        {
            return new ToolDefinition(NameOf(tool) ?? type ?? "") { Dialect = DialectNames.Chat, Raw = tool.Raw() };
        }

        var definition = new ToolDefinition("");
        byte[] cache = [];
        var extra = new List<Carry>();
        foreach (var member in tool.Members())
        {
            switch (member.Name)
            {
                case "type": break;
                case "function": definition = ReadFunction(member, extra); break;
                case "cache_control": cache = member.Raw(); break;
                default: extra.Add(member.Carry()); break;
            }
        }

        if (definition.Name.Length == 0)
        {
            tool.Missing("function.name");
        }

        return definition with { CacheControl = cache, Extra = extra };
    }

    private static ToolDefinition ReadFunction(JsonValue function, List<Carry> extra)
    {
        var definition = new ToolDefinition("");
        foreach (var member in function.Members())
        {
            switch (member.Name)
            {
                case "name": definition = definition with { Name = member.Text() ?? "" }; break;
                case "description": definition = definition with { Description = member.Text() }; break;
                case "parameters" when !member.IsNull: definition = definition with { Schema = member.Is(JsonValueKind.Object, "an object") ? member.Raw() : [] }; break;
                case "strict": definition = definition with { Strict = member.Flag() }; break;
                case "parameters": break;
                default: extra.Add(new Carry("function." + member.Name, member.Raw())); break;
            }
        }

        return definition;
    }
}
