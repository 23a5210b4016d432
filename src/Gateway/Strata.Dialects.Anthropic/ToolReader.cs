using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Anthropic;

/// <summary>Reads <c>tools</c> and <c>tool_choice</c>. A tool that is no function of the caller's is kept whole.</summary>
internal static class ToolReader
{
    /// <summary>Reads the tools.</summary>
    public static IReadOnlyList<ToolDefinition> Tools(ObjectReader root) => [.. root.Objects("tools", JsonLimits.ToolsMax).Select(Tool)];

    /// <summary>Reads the choice, and whether one answer may call several tools.</summary>
    public static (ToolChoice? Choice, bool? Parallel) Choice(ObjectReader root, List<Carry> extra)
    {
        if (root.Object("tool_choice") is not { } choice)
        {
            return (null, null);
        }

        var parallel = !choice.Truth("disable_parallel_tool_use");
        var result = choice.NeedText("type") switch
        {
            "auto" => new ToolChoice(ToolChoiceKind.Auto),
            "any" => new ToolChoice(ToolChoiceKind.Required),
            "none" => new ToolChoice(ToolChoiceKind.None),
            "tool" => new ToolChoice(ToolChoiceKind.Named) { Names = [choice.NeedText("name")] },
            _ => null,
        };
        if (result is null)
        {
            choice.Refuse(Problem.Invalid("'tool_choice.type' must be 'auto', 'any', 'tool' or 'none'.", "tool_choice.type"));
        }

        extra.AddRange(choice.Rest("tool_choice."));
        return (result, parallel);
    }

    private static ToolDefinition Tool(ObjectReader tool)
    {
        var type = tool.Text("type");
        if (type is not (null or "custom"))
        {
            return new ToolDefinition(tool.Text("name") ?? type) { Dialect = AnthropicWords.Dialect, Raw = RawJson.Copy(tool.Element) };
        }

        var schema = tool.Take("input_schema");
        schema?.Is(JsonValueKind.Object, "a JSON schema");
        if (schema is null)
        {
            tool.Refuse(JsonProblems.Missing(tool.Path("input_schema")));
        }

        return new ToolDefinition(tool.NeedText("name"))
        {
            Description = tool.Text("description"),
            Schema = schema is { } value ? value.Raw() : default(ReadOnlyMemory<byte>),
            Strict = tool.Truth("strict"),
            CacheControl = tool.Raw("cache_control"),
            Extra = tool.Rest(),
        };
    }
}
