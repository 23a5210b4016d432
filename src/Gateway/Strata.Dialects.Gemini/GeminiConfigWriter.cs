using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Gemini;

/// <summary>Writes <c>generationConfig</c>.</summary>
internal static class GeminiConfigWriter
{
    private const string Prefix = "generationConfig.";
    private const string ThinkingPrefix = Prefix + "thinkingConfig.";

    public static void Write(Utf8JsonWriter json, ChatRequest request, WriteProfile profile, Losses losses)
    {
        json.WriteStartObject("generationConfig"u8);
        json.WriteSaid("maxOutputTokens", request.OutputTokensMax);
        json.WriteSaid("temperature", request.Temperature);
        json.WriteSaid("topP", request.TopP);
        json.WriteSaid("topK", (long?)request.TopK);
        json.WriteSaid("seed", Seed(request, losses));
        json.WriteSaid("frequencyPenalty", request.FrequencyPenalty);
        json.WriteSaid("presencePenalty", request.PresencePenalty);
        json.WriteSaid("candidateCount", request.Choices is 1 && request.Dialect != GeminiNames.Dialect ? null : (long?)request.Choices);
        if (request.Stop.Count > 0)
        {
            json.WriteStartArray("stopSequences"u8);
            foreach (var stop in request.Stop)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        json.WriteSaid("responseLogprobs", request.LogProbs);
        json.WriteSaid("logprobs", (long?)request.TopLogProbs);
        Format(json, request.Format, profile, losses);
        Thinking(json, request, profile, losses);
        if (request.Dialect == GeminiNames.Dialect)
        {
            json.WriteCarries([.. Under(request, Prefix).Where(carry => !carry.Name.StartsWith("thinkingConfig.", StringComparison.Ordinal))]);
        }

        json.WriteEndObject();
    }

    private static IEnumerable<Carry> Under(ChatRequest request, string prefix) => request.Extra
        .Where(carry => carry.Name.StartsWith(prefix, StringComparison.Ordinal))
        .Select(carry => carry with { Name = carry.Name[prefix.Length..] });

    private static long? Seed(ChatRequest request, Losses losses)
    {
        if (request.Seed is < int.MinValue or > int.MaxValue)
        {
            losses.Refuse(Spelling.Of(request.Dialect, "seed"), "Gemini's seed has 32 bits. Send a smaller one.");
        }

        return request.Seed;
    }

    private static void Format(Utf8JsonWriter json, OutputFormat? format, WriteProfile profile, Losses losses)
    {
        if (format is null or { Kind: OutputKind.Text })
        {
            return;
        }

        json.WriteString("responseMimeType"u8, "application/json"u8);
        GeminiToolWriter.Schema(json, ("responseSchema", "responseJsonSchema", "response_format.json_schema.schema"), format.Schema, profile, losses);
        if (format.Description is not null)
        {
            losses.Note("response_format.json_schema.description", "left out: Gemini's schemas of answers have no description beside them");
        }
    }

    /// <summary>
    /// Effort is <c>thinkingLevel</c> from the third generation on; before it a budget stands for it (1,024, 8,192, 24,576), the
    /// conversion of Google's own OpenAI endpoint.
    /// </summary>
    private static void Thinking(Utf8JsonWriter json, ChatRequest request, WriteProfile profile, Losses losses)
    {
        var own = request.Dialect == GeminiNames.Dialect ? Under(request, ThinkingPrefix).ToList() : [];
        if (request.Reasoning is not { } reasoning)
        {
            return;
        }

        json.WriteStartObject("thinkingConfig"u8);
        json.WriteSaid("includeThoughts", reasoning.Shown ?? (Shows(request, reasoning) ? true : null));
        var budget = reasoning switch
        {
            { BudgetTokens: { } tokens } => tokens,
            { IsAdaptive: true } => -1,
            { Enabled: false } or { Effort: "none" } => 0,
            { Effort: { } effort } when profile.RemoteModel.Contains("gemini-2", StringComparison.Ordinal) => Budget(effort, request, losses),
            { Enabled: true, Effort: null } => -1,
            _ => (long?)null,
        };
        json.WriteSaid("thinkingBudget", budget);
        if (budget is null && reasoning.Effort is { } level)
        {
            json.WriteString("thinkingLevel"u8, Level(level, request, losses));
        }

        json.WriteCarries(own);
        json.WriteEndObject();
    }

    /// <summary>Callers of dialects that always show reasoning expect to see it.</summary>
    private static bool Shows(ChatRequest request, ReasoningOptions reasoning) =>
        reasoning.Enabled != false && reasoning.Effort != "none" && (reasoning.Summary is not null || request.Dialect is "anthropic" or "bedrock" or "ollama.chat" or "ollama.generate");

    private static long Budget(string effort, ChatRequest request, Losses losses)
    {
        var budget = effort switch { "minimal" or "low" => 1_024, "medium" => 8_192, _ => 24_576 };
        losses.Note(Spelling.Of(request.Dialect, "reasoning_effort"), FormattableString.Invariant($"'{effort}' was sent as a thinking budget of {budget} tokens: this model knows no levels"));
        return budget;
    }

    private static string Level(string effort, ChatRequest request, Losses losses)
    {
        if (effort is "minimal" or "low" or "medium" or "high")
        {
            return effort.ToUpperInvariant();
        }

        losses.Note(Spelling.Of(request.Dialect, "reasoning_effort"), $"'{effort}' was sent as HIGH, the most that Gemini has a word for");
        return "HIGH";
    }
}
