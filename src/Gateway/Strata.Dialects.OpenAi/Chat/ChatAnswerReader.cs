using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>Reads a whole answer of a chat server. Members that are not known ride along.</summary>
internal static class ChatAnswerReader
{
    public static Result<ChatAnswer> Read(ReadOnlyMemory<byte> body) => JsonBody.ReadAnswer(body.Span, ReadBody);

    private static ChatAnswer ReadBody(JsonValue body)
    {
        var answer = new ChatAnswer { Dialect = DialectNames.Chat };
        var choices = new List<AnswerChoice>();
        var extra = new List<Carry>();
        foreach (var member in body.Members())
        {
            switch (member.Name)
            {
                case "id": answer = answer with { Id = member.Text() ?? "" }; break;
                case "model": answer = answer with { Model = member.Text() ?? "" }; break;
                case "created": answer = answer with { CreatedAt = member.Kind == JsonValueKind.Number && member.Element.TryGetInt64(out var at) ? at : 0 }; break;
                case "object": break;
                case "choices": choices.AddRange(member.Items(JsonLimits.BlocksMax).Select(ReadChoice)); break;
                case "usage": answer = answer with { Usage = member.IsNull ? null : UsageJson.Read(member) }; break;
                case "service_tier": answer = answer with { ServiceTier = member.Text() }; break;
                case "error" when !member.IsNull: body.Refuse(OpenAiErrors.ToProblem(OpenAiErrors.ReadBody(body))); break;
                default: extra.Add(member.Carry()); break;
            }
        }

        if (choices.Count == 0)
        {
            body.Missing("choices");
        }

        return answer with { Choices = choices, Extra = extra };
    }

    private static AnswerChoice ReadChoice(JsonValue choice)
    {
        var draft = new ChatMessageDraft();
        var result = new AnswerChoice();
        var word = "";
        foreach (var member in choice.Members())
        {
            switch (member.Name)
            {
                case "index": result = result with { Index = (int)(member.Integer(0, 127) ?? 0) }; break;
                case "message": ReadMessage(member, draft); break;
                case "finish_reason": word = member.Text() ?? ""; break;
                case "stop_reason" when member.Kind == JsonValueKind.String: result = result with { StopSequence = member.Text() }; break;
                case "logprobs" when !member.IsNull: result = result with { LogProbs = member.Raw() }; break;
                default: break;
            }
        }

        var reason = Finish.Read(word, draft.Calls.Count > 0, draft.Refusal is not null);
        reason = result.StopSequence is not null && reason == StopReason.EndOfTurn ? StopReason.StopSequence : reason;
        return result with { Blocks = draft.Blocks(), StopReason = reason, StopWord = word };
    }

    private static void ReadMessage(JsonValue message, ChatMessageDraft draft)
    {
        byte[] annotations = [];
        foreach (var member in message.Members())
        {
            switch (member.Name)
            {
                case "content": draft.Content = ReadContent(member); break;
                case "refusal": draft.Refusal = member.Text(); break;
                case "tool_calls": ChatToolCalls.Read(member, draft.Calls); break;
                case "function_call" when member.Kind == JsonValueKind.Object: draft.Calls.Add(LegacyCall(member)); break;
                case "reasoning_content" or "reasoning": draft.Reasoning ??= member.Text(); break;
                case "reasoning_details": draft.Thinking = ReasoningDetails.Read(member); break;
                case "provider_blocks": ProviderBlocks.Read(member, draft.Opaque); break;
                case "annotations" when member.Kind == JsonValueKind.Array && member.Element.GetArrayLength() > 0: annotations = member.Raw(); break;
                case "audio" when member.Kind == JsonValueKind.Object: (draft.Content ??= []).Add(ReadAudio(member)); break;
                case "images": (draft.Content ??= []).AddRange(ChatPartsReader.ReadContent(member) ?? []); break;
                default: break;
            }
        }

        if (annotations.Length > 0 && draft.Content?.FindIndex(b => b is TextBlock) is { } at and >= 0)
        {
            draft.Content[at] = (TextBlock)draft.Content[at] with { Citations = annotations };
        }
    }

    private static List<Block>? ReadContent(JsonValue content) =>
        content.Kind == JsonValueKind.Array && content.Element.GetArrayLength() == 0 || content is { Kind: JsonValueKind.String } && content.Element.ValueEquals("")
            ? null : ChatPartsReader.ReadContent(content);

    private static ToolCallBlock LegacyCall(JsonValue call) => new("call_0", call.Find("name")?.Text() ?? "", call.Find("arguments")?.Text() ?? "");

    private static AudioBlock ReadAudio(JsonValue audio) => new(new MediaSource { Base64 = audio.Find("data")?.Text() ?? "" })
    {
        Transcript = audio.Find("transcript")?.Text(),
        Extra = [.. audio.Members().Where(m => m.Name is "id" or "expires_at").Select(m => m.Carry())],
    };
}
