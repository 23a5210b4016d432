using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>Reads a whole response object. Members without a place ride along, so that the same dialect repeats them.</summary>
internal static class ResponseAnswerReader
{
    public static Result<ChatAnswer> Read(ReadOnlyMemory<byte> body) => JsonBody.ReadAnswer(body.Span, ReadBody);

    public static ChatAnswer ReadBody(JsonValue body)
    {
        var answer = new ChatAnswer { Dialect = DialectNames.Responses };
        var extra = new List<Carry>();
        List<Block>? blocks = null;
        foreach (var member in body.Members())
        {
            switch (member.Name)
            {
                case "id": answer = answer with { Id = member.Text() ?? "" }; break;
                case "model": answer = answer with { Model = member.Text() ?? "" }; break;
                case "created_at": answer = answer with { CreatedAt = member.Kind == JsonValueKind.Number && member.Element.TryGetDouble(out var at) ? (long)at : 0 }; break;
                case "object" or "status" or "incomplete_details": break;
                case "output": blocks = [.. new ItemsReader { FollowsOn = true }.Read(member).SelectMany(m => m.Blocks)]; break;
                case "usage": answer = answer with { Usage = member.IsNull ? null : UsageJson.Read(member) }; break;
                case "service_tier": answer = answer with { ServiceTier = member.Text() }; break;
                case "error": break;
                default: extra.Add(member.Carry()); break;
            }
        }

        if (body.Find("error") is { IsNull: false } || body.Find("status") is { Kind: JsonValueKind.String } status && status.Text() == "failed")
        {
            body.Refuse(OpenAiErrors.ToProblem(OpenAiErrors.ReadBody(body)));
        }

        if (blocks is null)
        {
            body.Missing("output");
        }

        var (reason, word) = End(body, blocks ?? []);
        return answer with { Choices = [new AnswerChoice { Blocks = blocks ?? [], StopReason = reason, StopWord = word, LogProbs = ReadProbabilities(body) }], Extra = extra };
    }

    /// <summary>Why a response ended.</summary>
    public static (StopReason Reason, string Word) End(JsonValue body, IReadOnlyList<Block> blocks)
    {
        var status = body.Find("status") is { Kind: JsonValueKind.String } said ? said.Text() ?? "" : "completed";
        if (status == "incomplete")
        {
            var why = body.Find("incomplete_details")?.Find("reason")?.Text() ?? "";
            return (why switch { "max_output_tokens" => StopReason.Length, "content_filter" => StopReason.ContentFilter, _ => StopReason.Other }, why.Length > 0 ? why : status);
        }

        return status != "completed" ? (StopReason.Other, status)
            : blocks.Any(b => b is ToolCallBlock) ? (StopReason.ToolCalls, status)
            : blocks.Any(b => b is RefusalBlock) ? (StopReason.Refusal, status) : (StopReason.EndOfTurn, status);
    }

    /// <summary>Probabilities of all texts, in the shape of chat.</summary>
    private static byte[] ReadProbabilities(JsonValue body)
    {
        var tokens = new List<byte>();
        foreach (var item in body.Find("output")?.Items(JsonLimits.BlocksMax) ?? [])
        {
            foreach (var part in item.Find("content") is { Kind: JsonValueKind.Array } content ? content.Items(JsonLimits.BlocksMax) : [])
            {
                if (part.Find("logprobs") is { Kind: JsonValueKind.Array } list && list.Element.GetArrayLength() > 0)
                {
                    tokens.AddRange(tokens.Count > 0 ? ","u8 : default);
                    tokens.AddRange(list.Raw().AsSpan()[1..^1]);
                }
            }
        }

        return tokens.Count == 0 ? [] : [.. "{\"content\":["u8, .. tokens, .. "],\"refusal\":null}"u8];
    }
}
