using System.Buffers;
using System.Text.Json;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Anthropic;

/// <summary>Writes a whole answer for a caller. The dialect has one answer to a request: the first.</summary>
internal static class AnswerWriter
{
    /// <summary>Writes the body.</summary>
    public static void Write(ChatAnswer answer, AnswerHead head, IBufferWriter<byte> output)
    {
        var isOurs = answer.Dialect == AnthropicWords.Dialect;
        var choice = answer.Choices.Count > 0 ? answer.Choices[0] : new AnswerChoice();
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        json.WriteString("id", "msg_" + head.Id);
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", head.Model);
        json.WriteStartArray("content");
        foreach (var block in choice.Blocks)
        {
            Block(json, block, isOurs);
        }

        json.WriteEndArray();
        var (reason, stop) = isOurs ? (choice.StopReason, choice.StopSequence) : End(choice, head);
        json.WriteString("stop_reason", AnthropicWords.Word(reason, choice.StopWord, isOurs));
        json.WriteString("stop_sequence", stop);
        var usage = answer.Usage ?? new TokenUsage { Input = head.PromptTokens ?? 0 };
        UsageWriter.Write(json, usage, isOurs ? answer.Extra : [], answer.ServiceTier, head.Cost?.Invoke());
        if (isOurs)
        {
            BlockParts.Extra(json, answer.Extra);
        }

        json.WriteEndObject();
    }

    private static (StopReason Reason, string? Text) End(AnswerChoice choice, AnswerHead head)
    {
        var met = new MetStop(head.Request?.Stop ?? []);
        foreach (var block in choice.Blocks)
        {
            met.Take(block is TextBlock text ? text.Text : "");
        }

        return met.End(choice.StopReason, choice.StopSequence);
    }

    private static void Block(Utf8JsonWriter json, Block block, bool isOurs)
    {
        switch (block)
        {
            case TextBlock { Text.Length: 0 } when !isOurs:
                break;
            case TextBlock text:
                BlockParts.Text(json, text, isOurs);
                break;
            case RefusalBlock refusal:
                BlockParts.Text(json, new TextBlock(refusal.Text), isOurs: false);
                break;
            case ThinkingBlock thinking:
                BlockParts.Thinking(json, thinking, isOurs);
                break;
            case ToolCallBlock call:
                BlockParts.ToolCall(json, call, call.Id, isOurs);
                if (ForeignSeal.BearerOf(call) is { } bearer)
                {
                    BlockParts.Thinking(json, bearer, isOurs: false);
                }

                break;
            case ImageBlock image:
                Media(json, "image", image.Source);
                break;
            case AudioBlock { Transcript: { } transcript }:
                BlockParts.Text(json, new TextBlock(transcript), isOurs: false);
                break;
            case AudioBlock audio:
                Media(json, "audio", audio.Source);
                break;
            case DocumentBlock document:
                Media(json, "document", document.Source);
                break;
            case OpaqueBlock opaque when opaque.Dialect == AnthropicWords.Dialect:
                RawJson.Write(json, opaque.Json);
                break;
        }
    }

    private static void Media(Utf8JsonWriter json, string type, MediaSource source)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        BlockParts.Source(json, source);
        json.WriteEndObject();
    }
}
