using System.Buffers;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Gemini;

/// <summary>Writes a whole answer.</summary>
internal static class GeminiAnswerWriter
{
    public static void Write(ChatAnswer answer, AnswerHead head, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        var isOwn = answer.Dialect == GeminiNames.Dialect;
        var isBlocked = isOwn && answer.Choices is [{ Blocks.Count: 0, StopReason: StopReason.ContentFilter }] && answer.Extra.Any(carry => carry.Name == "promptFeedback");
        json.WriteStartObject();
        if (!isBlocked)
        {
            json.WriteStartArray("candidates"u8);
            foreach (var choice in answer.Choices)
            {
                Candidate(json, choice, isOwn);
            }

            json.WriteEndArray();
        }

        if (answer.Usage is { } usage)
        {
            GeminiUsage.Write(json, usage);
        }

        End(json, head);
        json.WriteCarries(isOwn ? answer.Extra : []);
        json.WriteEndObject();
    }

    /// <summary>What tells whose answer it is, in every piece of it.</summary>
    public static void End(Utf8JsonWriter json, AnswerHead head)
    {
        json.WriteString("modelVersion"u8, head.Model);
        json.WriteString("responseId"u8, head.Id);
    }

    /// <summary>The reason, and in words what the reason alone does not tell.</summary>
    public static void Finish(Utf8JsonWriter json, StopReason reason, string word)
    {
        json.WriteString("finishReason"u8, GeminiStops.Write(reason, word));
        json.WriteSaid("finishMessage", GeminiStops.Message(reason, word));
    }

    private static void Candidate(Utf8JsonWriter json, AnswerChoice choice, bool isOwn)
    {
        json.WriteStartObject();
        json.WriteStartObject("content"u8);
        json.WriteStartArray("parts"u8);
        foreach (var block in choice.Blocks)
        {
            GeminiParts.Write(json, isOwn || block.Extra.Count == 0 ? block : block with { Extra = [] });
        }

        json.WriteEndArray();
        json.WriteString("role"u8, "model"u8);
        json.WriteEndObject();
        var extra = isOwn ? choice.Extra : [];
        json.WriteString("finishReason"u8, GeminiStops.Write(choice.StopReason, choice.StopWord));
        json.WriteSaid("finishMessage", extra.Any(carry => carry.Name == "finishMessage") ? null : GeminiStops.Message(choice.StopReason, choice.StopWord));
        json.WriteNumber("index"u8, choice.Index);
        if (!choice.LogProbs.IsEmpty)
        {
            GeminiLogProbs.Write(json, choice.LogProbs);
        }

        json.WriteCarries(extra);
        json.WriteEndObject();
    }
}
