using System.Text;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Bedrock;

/// <summary>Reads the body of <c>POST /model/ID/converse</c> and <c>converse-stream</c>. Model and streaming stand in the address.</summary>
internal static class RequestReader
{
    /// <summary>Reads a request.</summary>
    public static Result<ChatRequest> Read(ReadOnlyMemory<byte> body, RequestTarget target) => JsonBody.Read(body, value => Read(new ObjectReader(value), target));

    private static ChatRequest Read(ObjectReader root, RequestTarget target)
    {
        if (string.IsNullOrEmpty(target.Model) || target.Model.Length > JsonLimits.ModelCharsMax)
        {
            root.Refuse(Problem.Invalid(FormattableString.Invariant($"The address names no model of 1 to {JsonLimits.ModelCharsMax} characters."), "modelId"));
        }

        var extra = new List<Carry>();
        var inference = root.Object("inferenceConfig");
        var request = new ChatRequest
        {
            Dialect = BedrockWords.Dialect,
            Model = target.Model ?? "",
            Stream = target.Stream ?? false,
            IncludeUsage = true,
            Messages = Messages(root),
            OutputTokensMax = inference?.Whole("maxTokens", 1, 1_000_000_000),
            Temperature = inference?.Number("temperature", 0, 1),
            TopP = inference?.Number("topP", 0, 1),
            Stop = inference?.Texts("stopSequences", BedrockWords.StopsMax) ?? [],
            Tools = Tools(root, extra, out var choice),
            ToolChoice = choice,
            Metadata = root.Raw("requestMetadata"),
            ServiceTier = Tier(root, extra),
        };
        request = Output(root, request, extra);
        request = More(root, request, extra);
        extra.AddRange(inference?.Rest("inferenceConfig.") ?? []);
        return request with { Extra = [.. extra, .. root.Rest()] };
    }

    private static List<ChatMessage> Messages(ObjectReader root)
    {
        var messages = new List<ChatMessage>();
        var system = BlockReader.Content(root, "system");
        if (system.Count > 0)
        {
            messages.Add(new ChatMessage(MessageRole.System, system));
        }

        var count = 0;
        foreach (var message in root.Objects("messages", JsonLimits.MessagesMax))
        {
            count++;
            var role = message.NeedText("role");
            if (role is not ("user" or "assistant" or "system" or ""))
            {
                message.Refuse(Problem.Invalid($"'{message.Path("role")}' must be 'user' or 'assistant'.", message.Path("role")));
            }

            var content = BlockReader.Content(message, "content");
            if (message.Take("content") is null)
            {
                message.Refuse(JsonProblems.Missing(message.Path("content")));
            }

            var turn = role switch { "assistant" => MessageRole.Assistant, "system" => MessageRole.System, _ => MessageRole.User };
            messages.Add(new ChatMessage(turn, content) { Extra = message.Rest() });
        }

        if (count == 0)
        {
            root.Refuse(Problem.Invalid("'messages' has no messages. Send at least one.", "messages"));
        }

        return messages;
    }

    private static List<ToolDefinition> Tools(ObjectReader root, List<Carry> extra, out ToolChoice? choice)
    {
        choice = null;
        var tools = new List<ToolDefinition>();
        if (root.Object("toolConfig") is not { } config)
        {
            return tools;
        }

        foreach (var item in config.Objects("tools", JsonLimits.ToolsMax))
        {
            if (tools.Count > 0 && item.Object("cachePoint") is { } point)
            {
                tools[^1] = tools[^1] with { CacheControl = BedrockWords.CacheControl(point) };
            }
            else
            {
                tools.Add(Tool(item));
            }
        }

        if (config.Object("toolChoice") is { } asked)
        {
            choice = asked.Object("tool") is { } named ? new ToolChoice(ToolChoiceKind.Named) { Names = [named.NeedText("name")] }
                : new ToolChoice(asked.Take("any") is null ? ToolChoiceKind.Auto : ToolChoiceKind.Required);
        }

        extra.AddRange(config.Rest("toolConfig."));
        return tools;
    }

    private static ToolDefinition Tool(ObjectReader item)
    {
        if (item.Object("toolSpec") is not { } spec)
        {
            return new ToolDefinition(item.FirstName) { Dialect = BedrockWords.Dialect, Raw = RawJson.Copy(item.Element) };
        }

        return new ToolDefinition(spec.NeedText("name"))
        {
            Description = spec.Text("description"),
            Schema = spec.Object("inputSchema")?.Raw("json") ?? default,
            Strict = spec.Truth("strict"),
            Extra = spec.Rest(),
        };
    }

    private static string? Tier(ObjectReader root, List<Carry> extra)
    {
        var tier = root.Object("serviceTier");
        var type = tier?.Text("type");
        extra.AddRange(tier?.Rest("serviceTier.") ?? []);
        return type;
    }

    /// <summary><c>outputConfig</c>: the effort, and the answer's schema, which is a text there.</summary>
    private static ChatRequest Output(ObjectReader root, ChatRequest request, List<Carry> extra)
    {
        if (root.Object("outputConfig") is not { } config)
        {
            return request;
        }

        var effort = config.Text("effort");
        request = effort is null ? request : request with { Reasoning = new ReasoningOptions { Effort = effort } };
        var schema = config.Object("textFormat")?.Object("structure")?.Object("jsonSchema");
        if (schema is not null)
        {
            var text = schema.NeedText("schema");
            if (!RawJson.IsObject(text))
            {
                schema.Refuse(Problem.Invalid($"'{schema.Path("schema")}' must be a JSON schema as a text.", schema.Path("schema")));
            }

            request = request with
            {
                Format = new OutputFormat(OutputKind.JsonSchema) { Name = schema.Text("name"), Description = schema.Text("description"), Schema = Encoding.UTF8.GetBytes(text) },
            };
        }

        extra.AddRange(config.Rest("outputConfig."));
        return request;
    }

    /// <summary><c>additionalModelRequestFields</c>: what models of Anthropic take there has a place, the rest rides along.</summary>
    private static ChatRequest More(ObjectReader root, ChatRequest request, List<Carry> extra)
    {
        if (root.Object("additionalModelRequestFields") is not { } more)
        {
            return request;
        }

        request = request with { TopK = (int?)more.Whole("top_k", 0, int.MaxValue) };
        if (more.Object("thinking") is { } thinking)
        {
            var type = thinking.NeedText("type");
            var budget = thinking.Whole("budget_tokens", 0);
            if (type is "enabled" or "disabled" or "adaptive" && thinking.Rest().Count == 0)
            {
                request = request with
                {
                    Reasoning = (request.Reasoning ?? new ReasoningOptions()) with { Enabled = type != "disabled", IsAdaptive = type == "adaptive", BudgetTokens = budget },
                };
            }
            else
            {
                extra.Add(new Carry("additionalModelRequestFields.thinking", RawJson.Copy(thinking.Element)));
            }
        }

        extra.AddRange(more.Rest("additionalModelRequestFields."));
        return request;
    }
}
