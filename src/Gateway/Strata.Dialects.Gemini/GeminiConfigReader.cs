using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Gemini;

/// <summary>Reads <c>generationConfig</c>. Ranges are Google's own, so that a wrong value is refused alike whoever answers.</summary>
internal static class GeminiConfigReader
{
    private const string Prefix = "generationConfig.";

    public static ChatRequest Read(MemberReader? config, ChatRequest request, JsonReading reading)
    {
        if (config is null)
        {
            return request;
        }

        request = request with
        {
            OutputTokensMax = config.Whole("maxOutputTokens", 1, int.MaxValue),
            Temperature = config.Number("temperature", 0, 2),
            TopP = config.Number("topP", 0, 1),
            TopK = (int?)config.Number("topK", 0, int.MaxValue),
            Seed = config.Whole("seed", int.MinValue, int.MaxValue),
            FrequencyPenalty = config.Number("frequencyPenalty", -2, 2),
            PresencePenalty = config.Number("presencePenalty", -2, 2),
            Choices = config.Small("candidateCount", 1, GeminiNames.CandidatesMax),
            Stop = config.Texts("stopSequences", GeminiNames.StopsMax),
            LogProbs = config.Flag("responseLogprobs"),
            TopLogProbs = config.Small("logprobs", 0, 20),
            Format = Format(config, reading),
            Reasoning = Reasoning(config.Object("thinkingConfig"), request, reading, out var thinkingRest),
            Extra = [.. request.Extra, .. thinkingRest],
        };
        return request with { Extra = [.. request.Extra, .. config.Rest(Prefix)] };
    }

    private static OutputFormat? Format(MemberReader config, JsonReading reading)
    {
        if (config.Element.ValueKind == System.Text.Json.JsonValueKind.Object && (Peek(config, "responseMimeType") ?? Peek(config, "response_mime_type")) == "text/x.enum")
        {
            return null; // an enumeration is Google's own: type and schema are carried together
        }

        var type = config.Text("responseMimeType");
        var schema = config.Raw("responseJsonSchema");
        if (config.Take("responseSchema") is { } own)
        {
            if (!schema.IsEmpty)
            {
                reading.Refuse(Problem.Invalid("'generationConfig' has 'responseSchema' and 'responseJsonSchema'. Send one of them.", Prefix + "responseSchema"));
            }

            schema = GeminiSchema.ToJsonSchema(own, Prefix + "responseSchema", reading);
        }

        if (!schema.IsEmpty && type != "application/json")
        {
            reading.Refuse(Problem.Invalid("A schema of the answer needs 'generationConfig.responseMimeType' application/json.", Prefix + "responseMimeType"));
        }

        return (type, schema.IsEmpty) switch
        {
            ("application/json", true) => new OutputFormat(OutputKind.JsonObject),
            ("application/json", false) => new OutputFormat(OutputKind.JsonSchema) { Schema = schema },
            ("text/plain", _) => new OutputFormat(OutputKind.Text),
            (null, _) => null,
            _ => Wrong(reading),
        };
    }

    private static OutputFormat? Wrong(JsonReading reading)
    {
        reading.Refuse(Problem.Invalid($"'{Prefix}responseMimeType' must be text/plain, application/json or text/x.enum.", Prefix + "responseMimeType"));
        return null;
    }

    private static string? Peek(MemberReader config, string name) =>
        config.Element.TryGetProperty(name, out var value) && value.ValueKind == System.Text.Json.JsonValueKind.String ? value.GetString() : null;

    private static ReasoningOptions? Reasoning(MemberReader? thinking, ChatRequest request, JsonReading reading, out IReadOnlyList<Carry> rest)
    {
        rest = [];
        if (thinking is null)
        {
            return request.Reasoning;
        }

        var budget = thinking.Whole("thinkingBudget", -1, int.MaxValue);
        var level = thinking.Text("thinkingLevel");
        if (budget is not null && level is not null)
        {
            reading.Refuse(Problem.Invalid("'thinkingConfig' has 'thinkingBudget' and 'thinkingLevel'. Send one of them.", thinking.Path));
        }

        var shown = thinking.Flag("includeThoughts");
        rest = thinking.Rest(Prefix + "thinkingConfig.");
        return new ReasoningOptions
        {
            Enabled = budget is null && level is null ? null : budget != 0,
            BudgetTokens = budget > 0 ? budget : null,
            IsAdaptive = budget == -1,
            Effort = level is null or "THINKING_LEVEL_UNSPECIFIED" ? null : level.ToLowerInvariant(),
            Shown = shown,
        };
    }
}
