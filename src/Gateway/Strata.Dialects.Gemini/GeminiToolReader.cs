using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Gemini;

/// <summary>Reads <c>tools</c> and <c>toolConfig</c>. Each of Google's own tools becomes a tool that only this dialect takes.</summary>
internal static class GeminiToolReader
{
    public static ChatRequest Read(MemberReader body, ChatRequest request, JsonReading reading)
    {
        var tools = new List<ToolDefinition>();
        foreach (var tool in body.Objects("tools", JsonLimits.ToolsMax))
        {
            foreach (var function in tool.Objects("functionDeclarations", JsonLimits.ToolsMax))
            {
                tools.Add(Function(function, reading));
            }

            foreach (var own in tool.Rest())
            {
                byte[] raw = [(byte)'{', .. JsonText.Quoted(own.Name), (byte)':', .. own.Json.Span, (byte)'}'];
                tools.Add(new ToolDefinition(own.Name) { Dialect = GeminiNames.Dialect, Raw = raw });
            }
        }

        return body.Object("toolConfig") is { } config ? Config(config, request with { Tools = tools }, reading) : request with { Tools = tools };
    }

    private static ToolDefinition Function(MemberReader function, JsonReading reading)
    {
        var name = function.Text("name") ?? "";
        if (name.Length == 0)
        {
            reading.Refuse(JsonProblems.Missing(function.PathOf("name")));
        }

        var schema = function.Raw("parametersJsonSchema");
        if (function.Take("parameters") is { } parameters)
        {
            if (!schema.IsEmpty)
            {
                reading.Refuse(Problem.Invalid($"'{function.Path}' has 'parameters' and 'parametersJsonSchema'. Send one of them.", function.Path));
            }

            schema = GeminiSchema.ToJsonSchema(parameters, function.PathOf("parameters"), reading);
        }

        return new ToolDefinition(name) { Description = function.Text("description"), Schema = schema, Extra = function.Rest() };
    }

    private static ChatRequest Config(MemberReader config, ChatRequest request, JsonReading reading)
    {
        if (config.Object("functionCallingConfig") is { } calling)
        {
            var mode = calling.Text("mode") ?? "AUTO";
            var names = calling.Texts("allowedFunctionNames", JsonLimits.ToolsMax);
            ToolChoice? choice = mode switch
            {
                "AUTO" or "MODE_UNSPECIFIED" => new ToolChoice(ToolChoiceKind.Auto),
                "NONE" => new ToolChoice(ToolChoiceKind.None),
                "VALIDATED" when names.Count == 0 => new ToolChoice(ToolChoiceKind.Auto),
                "VALIDATED" => new ToolChoice(ToolChoiceKind.Allowed) { Names = names },
                "ANY" => names.Count switch
                {
                    0 => new ToolChoice(ToolChoiceKind.Required),
                    1 => new ToolChoice(ToolChoiceKind.Named) { Names = names },
                    _ => new ToolChoice(ToolChoiceKind.Allowed) { Names = names, MustCall = true },
                },
                _ => null,
            };
            if (choice is null)
            {
                reading.Refuse(Problem.Invalid($"'{calling.PathOf("mode")}' must be AUTO, ANY, NONE or VALIDATED.", calling.PathOf("mode")));
            }

            // VALIDATED promises calls that follow their schemas: what other dialects say with strict tools.
            var tools = mode == "VALIDATED" ? [.. request.Tools.Select(tool => tool.Dialect.Length == 0 ? tool with { Strict = true } : tool)] : request.Tools;
            request = request with { ToolChoice = choice, Tools = tools, Extra = [.. request.Extra, .. calling.Rest("toolConfig.functionCallingConfig.")] };
        }

        return request with { Extra = [.. request.Extra, .. config.Rest("toolConfig.")] };
    }
}
