using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Anthropic;

/// <summary>Reads the body of <c>POST /v1/messages</c> and of <c>/v1/messages/count_tokens</c>. What it does not know rides along.</summary>
internal static class RequestReader
{
    /// <summary>Reads a request.</summary>
    /// <param name="body">The body.</param>
    /// <param name="counts">Whether only tokens are asked for: then there is no answer to bound.</param>
    public static Result<ChatRequest> Read(ReadOnlyMemory<byte> body, bool counts) => JsonBody.Read(body, root => Read(new ObjectReader(root), counts));

    private static ChatRequest Read(ObjectReader root, bool counts)
    {
        var extra = new List<Carry>();
        var model = root.NeedText("model");
        if (model.Length is 0 or > JsonLimits.ModelCharsMax)
        {
            root.Refuse(Problem.Invalid(FormattableString.Invariant($"'model' has 1 to {JsonLimits.ModelCharsMax} characters."), "model"));
        }

        var (choice, parallel) = ToolReader.Choice(root, extra);
        var request = new ChatRequest
        {
            Dialect = AnthropicWords.Dialect,
            Model = model,
            Stream = root.Truth("stream") ?? false,
            IncludeUsage = true,
            OutputTokensMax = OutputTokens(root, counts),
            Messages = new MessagesReader(root).Read(hasHistory: root.Element.TryGetProperty("thread", out _)),
            Tools = ToolReader.Tools(root),
            ToolChoice = choice,
            ParallelToolCalls = parallel,
            Temperature = root.Number("temperature", 0, 1),
            TopP = root.Number("top_p", 0, 1),
            TopK = (int?)root.Whole("top_k", 0, int.MaxValue),
            Stop = root.Texts("stop_sequences", AnthropicWords.StopsMax),
            Reasoning = ReasoningReader.Read(root, extra),
            Format = Format(root, extra),
            User = User(root, extra),
            ServiceTier = root.Text("service_tier"),
        };
        extra.AddRange(root.Rest());
        return request with { Extra = extra };
    }

    private static long? OutputTokens(ObjectReader root, bool counts)
    {
        var most = root.Whole("max_tokens", 0, 1_000_000_000);
        if (most is null && !counts)
        {
            root.Refuse(JsonProblems.Missing("max_tokens"));
        }

        return most;
    }

    private static string? User(ObjectReader root, List<Carry> extra)
    {
        var metadata = root.Object("metadata");
        var user = metadata?.Text("user_id");
        extra.AddRange(metadata?.Rest("metadata.") ?? []);
        return user;
    }

    /// <summary>The answer's form: <c>output_config.format</c>, or the older <c>output_format</c>.</summary>
    private static OutputFormat? Format(ObjectReader root, List<Carry> extra)
    {
        var config = root.Object("output_config");
        config?.Take("effort"); // read with the reasoning
        var holder = config?.Take("format") is not null ? config : root;
        var name = holder == root ? "output_format" : "format";
        var format = holder!.Object(name);
        OutputFormat? result = null;
        if (format is not null)
        {
            if (format.NeedText("type") == "json_schema" && format.Take("schema") is { Kind: JsonValueKind.Object } && format.Rest().Count == 0)
            {
                result = new OutputFormat(OutputKind.JsonSchema) { Schema = format.Raw("schema") };
            }
            else
            {
                extra.Add(new Carry(holder == root ? name : "output_config.format", RawJson.Copy(format.Element)));
            }
        }

        extra.AddRange(config?.Rest("output_config.") ?? []);
        return result;
    }
}
