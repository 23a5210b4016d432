using System.Buffers;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Ollama;

/// <summary>Writes <c>/api/chat</c>, and <c>/api/generate</c> for raw prompts and single turns.</summary>
internal static class OllamaRequestWriter
{
    public static Result<WrittenRequest> Write(ChatRequest request, WriteProfile profile, string dialect, IBufferWriter<byte> output)
    {
        var losses = new Losses(dialect);
        using (var json = JsonOut.Over(output))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, profile.RemoteModel);
            json.WriteBoolean("stream"u8, profile.Stream);
            var messages = new OllamaMessageWriter(request, losses);
            if (dialect == OllamaNames.Chat)
            {
                messages.Chat(json);
                OllamaToolWriter.Write(json, request, losses);
            }
            else
            {
                messages.Generate(json);
            }

            Members(json, request, losses);
            json.WriteEndObject();
        }

        return losses.ToResult();
    }

    private static void Members(Utf8JsonWriter json, ChatRequest request, Losses losses)
    {
        var isOwn = OllamaNames.IsOwn(request.Dialect);
        if (request.Format is { Kind: not OutputKind.Text } format)
        {
            json.WriteRaw("format", format.Kind == OutputKind.JsonObject ? "\"json\""u8.ToArray() : format.Schema);
        }

        Think(json, request, losses);
        json.WriteSaid("logprobs", request.LogProbs);
        json.WriteSaid("top_logprobs", (long?)request.TopLogProbs);
        Options(json, request, isOwn);
        Check(request, losses);
        PeopleNames.Take(request, losses);
        if (!isOwn)
        {
            losses.TakeExtra(request.Dialect, "", request.Extra);
            return;
        }

        json.WriteCarries([.. request.Extra.Where(carry => !carry.Name.StartsWith(OllamaNames.OptionPrefix, StringComparison.Ordinal))]);
    }

    private static void Options(Utf8JsonWriter json, ChatRequest request, bool isOwn)
    {
        json.WriteStartObject("options"u8);
        json.WriteSaid("num_predict", request.OutputTokensMax);
        json.WriteSaid("temperature", request.Temperature);
        json.WriteSaid("seed", request.Seed);
        json.WriteSaid("top_p", request.TopP);
        json.WriteSaid("top_k", (long?)request.TopK);
        json.WriteSaid("min_p", request.MinP);
        json.WriteSaid("repeat_penalty", request.RepetitionPenalty);
        json.WriteSaid("frequency_penalty", request.FrequencyPenalty);
        json.WriteSaid("presence_penalty", request.PresencePenalty);
        if (request.Stop.Count > 0)
        {
            json.WriteStartArray("stop"u8);
            foreach (var stop in request.Stop)
            {
                json.WriteStringValue(stop);
            }

            json.WriteEndArray();
        }

        foreach (var carry in isOwn ? request.Extra.Where(carry => carry.Name.StartsWith(OllamaNames.OptionPrefix, StringComparison.Ordinal)) : [])
        {
            json.WriteRaw(carry.Name[OllamaNames.OptionPrefix.Length..], carry.Json);
        }

        json.WriteEndObject();
    }

    private static void Think(Utf8JsonWriter json, ChatRequest request, Losses losses)
    {
        if (request.Reasoning is not { } reasoning)
        {
            return;
        }

        var member = Spelling.Of(request.Dialect, "reasoning_effort");
        switch (reasoning)
        {
            case { Enabled: false } or { Effort: "none" }:
                json.WriteBoolean("think"u8, false);
                break;
            case { Effort: "low" or "medium" or "high" or "max" }:
                json.WriteString("think"u8, reasoning.Effort);
                break;
            case { Effort: { } effort }:
                var word = effort == "minimal" ? "low" : "high";
                json.WriteString("think"u8, word);
                losses.Note(member, $"'{effort}' was sent as '{word}'");
                break;
            case { BudgetTokens: { } budget }:
                var level = budget <= 2_048 ? "low" : budget <= 12_288 ? "medium" : "high";
                json.WriteString("think"u8, level);
                losses.Note(member, FormattableString.Invariant($"a budget of {budget} tokens was sent as '{level}'"));
                break;
            case { Enabled: true } or { IsAdaptive: true }:
                json.WriteBoolean("think"u8, true);
                break;
        }
    }

    private static void Check(ChatRequest request, Losses losses)
    {
        if (request.Choices > 1)
        {
            losses.Refuse(Spelling.Of(request.Dialect, "n"));
        }

        if (request.ParallelToolCalls == false)
        {
            losses.Refuse(Spelling.Of(request.Dialect, "parallel_tool_calls"));
        }

        foreach (var (isThere, member) in ((bool, string)[])[(request.User is not null, "user"), (!request.Metadata.IsEmpty, "metadata"), (request.ServiceTier is not null, "service_tier"),
            (request.Store is not null, "store"), (request.PromptCacheKey is not null, "prompt_cache_key")])
        {
            if (isThere)
            {
                losses.Note(member, "left out: Ollama has no such member, and the answer does not depend on it");
            }
        }
    }
}
