using System.Buffers;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Bedrock;

/// <summary>Writes a whole answer for a caller. The dialect has one answer to a request: the first.</summary>
internal static class AnswerWriter
{
    /// <summary>Writes the body.</summary>
    public static void Write(ChatAnswer answer, AnswerHead head, IBufferWriter<byte> output)
    {
        var crossing = new Crossing(answer.Dialect, BedrockWords.Dialect);
        var choice = answer.Choices.Count > 0 ? answer.Choices[0] : new AnswerChoice();
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        json.WriteStartObject("output");
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        var blocks = new BlockWriter(json, crossing);
        foreach (var block in choice.Blocks)
        {
            Block(block, blocks);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("stopReason", BedrockWords.Word(choice.StopReason, choice.StopWord, crossing.IsSame));
        UsageWriter.Write(json, answer.Usage ?? new TokenUsage { Input = head.PromptTokens ?? 0 });
        if (answer.ServiceTier is not null && crossing.IsSame)
        {
            json.WriteStartObject("serviceTier");
            json.WriteString("type", answer.ServiceTier);
            json.WriteEndObject();
        }

        if (crossing.IsSame)
        {
            json.WriteCarries(answer.Extra);
        }
        else
        {
            json.WriteStartObject("metrics");
            json.WriteNumber("latencyMs", 0);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Block(Block block, BlockWriter blocks)
    {
        if (block is OpaqueBlock opaque && opaque.Dialect != BedrockWords.Dialect)
        {
            return; // another dialect's own: no form here
        }

        blocks.Write(block, "");
        if (block is ToolCallBlock call && ForeignSeal.BearerOf(call) is { } bearer)
        {
            blocks.Write(bearer, "");
        }
    }
}
