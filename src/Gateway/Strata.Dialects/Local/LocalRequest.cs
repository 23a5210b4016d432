using System.Text.Json;
using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Local;

/// <summary>
/// A canonical request for a model of this process, which takes text and nothing else yet. What it cannot do is refused by the
/// caller's own name of it; a value that asks for nothing (one answer, a penalty of 0, no tools) is taken.
/// </summary>
public static class LocalRequest
{
    private const string Later = "is not offered for models of this server yet. Leave it out, or ask a model of an upstream that offers it.";

    /// <summary>What is to be generated; <see cref="ProblemCode.UnsupportedParameter"/> where the request asks for more.</summary>
    public static Result<GenerationRequest> From(ChatRequest request) => From(request, new ModelDescription { Name = request.Model });

    /// <summary>The same, with what the model's chat template has a place for: tools, and the schema of an answer.</summary>
    public static Result<GenerationRequest> From(ChatRequest request, ModelDescription model)
    {
        if (Refusal(request, model) is { } problem)
        {
            return problem;
        }

        return Prompt(request, model).Then<GenerationRequest>(prompt => prompt with
        {
            Tools = request.Tools.Count > 0 && request.ToolChoice is not { Kind: ToolChoiceKind.None } ? LocalTools.Write(request.Tools) : null,
            AnswerSchema = request.Format is { Kind: OutputKind.JsonSchema } format ? LocalTools.Parse(format.Schema) : null,
            Sampling = new Sampling
            {
                Temperature = (float)(request.Temperature ?? 1),
                TopP = request.TopP is 0 ? float.Epsilon : (float)(request.TopP ?? 1),
                TopK = request.TopK ?? 0,
                MinP = (float)(request.MinP ?? 0),
                Seed = unchecked((ulong?)request.Seed),
            },
            Stop = request.Stop,
            OutputTokensMax = request.OutputTokensMax is { } most ? (int)Math.Min(most, int.MaxValue) : null,
        });
    }

    private static Result<GenerationRequest> Prompt(ChatRequest request, ModelDescription model)
    {
        if (request.Prompt is { } text)
        {
            return new GenerationRequest { Text = text };
        }

        if (request.Extra.FirstOrDefault(e => e.Name == "prompt") is { } carried)
        {
            return Tokens(carried.Json);
        }

        var problem = LocalMessages.Read(request, model.TakesTools, out var messages);
        return problem is not null ? problem : new GenerationRequest { Messages = messages };
    }

    /// <summary>Token ids, alone or as the only one of a list. They were checked to be whole numbers from 0.</summary>
    private static Result<GenerationRequest> Tokens(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var list = document.RootElement;
        if (list[0].ValueKind == JsonValueKind.Array && list.GetArrayLength() == 1)
        {
            list = list[0];
        }

        return list[0].ValueKind == JsonValueKind.Number
            ? new GenerationRequest { Tokens = [.. list.EnumerateArray().Select(t => t.GetInt32())] }
            : Problem.Unsupported("prompt", "Several prompts in one request are not offered for models of this server yet. Send one request for each.");
    }

    private static Problem? Refusal(ChatRequest request, ModelDescription model)
    {
        var wanted = Wanted(request, model).FirstOrDefault(w => w.Asks).Member;
        if (wanted is not null)
        {
            var member = Spelling.Of(request.Dialect, wanted);
            return Problem.Unsupported(member, $"This value of '{member}' {Later}");
        }

        return request.Extra.FirstOrDefault(e => !IsHarmless(request.Dialect, e)) is { } carry ? Problem.Unsupported(carry.Name, $"'{carry.Name}' {Later}") : null;
    }

    private static IEnumerable<(string Member, bool Asks)> Wanted(ChatRequest request, ModelDescription model)
    {
        yield return ("tools", !model.TakesTools ? request.Tools.Count > 0 : request.Tools.Any(t => t.Dialect.Length > 0));
        yield return ("tool_choice", request.ToolChoice is { Kind: not (ToolChoiceKind.None or ToolChoiceKind.Auto) });
        yield return ("response_format", !IsTold(request.Format, model));
        yield return ("n", request.Choices > 1);
        yield return ("logprobs", request.LogProbs is true);
        yield return ("top_logprobs", request.TopLogProbs > 0);
        yield return ("frequency_penalty", request.FrequencyPenalty is not (null or 0));
        yield return ("presence_penalty", request.PresencePenalty is not (null or 0));
        yield return ("repetition_penalty", request.RepetitionPenalty is not (null or 1));
        yield return ("reasoning_effort", Reasons(request.Reasoning));
        yield return ("suffix", request.Suffix is { Length: > 0 });
        yield return ("service_tier", request.ServiceTier is not (null or "auto" or "default" or "standard_only"));
        yield return ("store", request.Store is true && request.Dialect == "openai.chat");
    }

    /// <summary>Whether the form of an answer can be told to the model. It is not forced on it, so what promises exactness is refused.</summary>
    private static bool IsTold(OutputFormat? format, ModelDescription model) =>
        format is null or { Kind: OutputKind.Text } || (model.TakesSchema && format is { Kind: OutputKind.JsonSchema, Strict: not true, Schema.Length: > 0 });

    private static bool Reasons(ReasoningOptions? options) =>
        options is not null && options.Enabled is not false && options.Effort is not "none" && (options.Effort is not null || options.BudgetTokens > 0 || options.Enabled is true);

    /// <summary>Hints of the caller's dialect, and members that say nothing.</summary>
    private static bool IsHarmless(string dialect, Carry carry) =>
        carry.Name == "prompt" || (Hints.IsHarmless(dialect, carry.Name) && carry.Name != "prediction") || carry.Json.Span.SequenceEqual("null"u8)
        || (carry.Json.Span.SequenceEqual("false"u8) && carry.Name.StartsWith("stream_options.", StringComparison.Ordinal))
        || (carry.Name == "function_call" && (carry.Json.Span.SequenceEqual("\"none\""u8) || carry.Json.Span.SequenceEqual("\"auto\""u8)));
}
