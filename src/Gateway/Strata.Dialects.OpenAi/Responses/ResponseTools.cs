using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>Reads <c>tools</c> and <c>tool_choice</c>: functions lie flat here, everything else is kept whole.</summary>
internal static class ResponseTools
{
    public static List<ToolDefinition> Read(JsonValue value)
    {
        var tools = new List<ToolDefinition>();
        foreach (var tool in value.Items(JsonLimits.ToolsMax))
        {
            tools.Add(ReadTool(tool));
        }

        return tools;
    }

    /// <summary>The choice; null where it has no canonical place (a hosted tool, a server's tools).</summary>
    public static ToolChoice? ReadChoice(JsonValue value)
    {
        if (value.Kind == JsonValueKind.String)
        {
            return value.Word("none", "auto", "required") switch
            {
                "none" => new ToolChoice(ToolChoiceKind.None),
                "required" => new ToolChoice(ToolChoiceKind.Required),
                _ => new ToolChoice(ToolChoiceKind.Auto),
            };
        }

        if (!value.Is(JsonValueKind.Object, "a string or an object"))
        {
            return null;
        }

        switch (value.Find("type")?.Text())
        {
            case "function" or "custom":
                if (NameOf(value) is { } name)
                {
                    return new ToolChoice(ToolChoiceKind.Named) { Names = [name] };
                }

                value.Missing("name");
                return null;
            case "allowed_tools": return ReadAllowed(value);
            case null:
                value.Missing("type");
                return null;
            default: return null;
        }
    }

    private static ToolChoice? ReadAllowed(JsonValue value)
    {
        var names = new List<string>();
        foreach (var tool in value.Find("tools")?.Items(JsonLimits.ToolsMax) ?? [])
        {
            if (tool.Find("type")?.Text() is not ("function" or "custom") || NameOf(tool) is not { } name)
            {
                return null;
            }

            names.Add(name);
        }

        return new ToolChoice(ToolChoiceKind.Allowed) { Names = names, MustCall = value.Find("mode")?.Word("auto", "required") == "required" };
    }

    private static string? NameOf(JsonValue tool) => tool.Find("name") is { Kind: JsonValueKind.String } name ? name.Text() : null;

    private static ToolDefinition ReadTool(JsonValue tool)
    {
        var type = tool.Find("type")?.Text();
        if (type is null)
        {
            tool.Missing("type");
        }

        if (type is not "function")
        {
            return new ToolDefinition(NameOf(tool) ?? type ?? "") { Dialect = DialectNames.Responses, Raw = tool.Raw() };
        }

        var definition = new ToolDefinition(NameOf(tool) ?? "");
        var extra = new List<Carry>();
        foreach (var member in tool.Members())
        {
            switch (member.Name)
            {
                case "type" or "name": break;
                case "description": definition = definition with { Description = member.Text() }; break;
                case "parameters": definition = definition with { Schema = member.Is(JsonValueKind.Object, "an object") ? member.Raw() : [] }; break;
                case "strict": definition = definition with { Strict = member.Flag() }; break;
                default:
                    if (!member.IsNull)
                    {
                        extra.Add(member.Carry());
                    }

                    break;
            }
        }

        if (definition.Name.Length == 0)
        {
            tool.Missing("name");
        }

        return definition with { Extra = extra };
    }
}
