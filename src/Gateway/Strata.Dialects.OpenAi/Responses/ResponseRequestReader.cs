using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>Reads <c>POST /v1/responses</c>. What it knows it checks; what it does not know rides along.</summary>
internal static class ResponseRequestReader
{
    public static Result<ChatRequest> Read(ReadOnlyMemory<byte> body) => JsonBody.Read(body, ReadBody);

    private static ChatRequest ReadBody(JsonValue body)
    {
        var draft = new RequestDraft();
        var followsOn = IsSaid(body, "previous_response_id") || IsSaid(body, "conversation") || IsSaid(body, "prompt");
        var hasInput = false;
        ChatMessage? instructions = null;
        foreach (var member in body.Members())
        {
            switch (member.Name)
            {
                case "input" when !member.IsNull:
                    hasInput = true;
                    draft.Messages = new ItemsReader { FollowsOn = followsOn }.Read(member);
                    break;
                case "input": break;
                case "instructions": instructions = ReadInstructions(member); break;
                default:
                    if (!SharedMembers.Read(member, draft))
                    {
                        ReadOwn(member, draft);
                    }

                    break;
            }
        }

        if (draft.Model.Length == 0)
        {
            body.Missing("model");
        }

        if (!followsOn && (!hasInput || draft.Messages is { Count: 0 }))
        {
            body.Missing("input");
        }

        var request = draft.Build(DialectNames.Responses);
        return instructions is null ? request : request with { Messages = [instructions, .. request.Messages] };
    }

    private static bool IsSaid(JsonValue body, string name) => body.Find(name) is { IsNull: false };

    private static ChatMessage? ReadInstructions(JsonValue member) =>
        member.Text() is { } text ? new ChatMessage(MessageRole.System, [new TextBlock(text)]) { RoleWord = ItemNames.Instructions } : null;

    private static void ReadOwn(JsonValue member, RequestDraft draft)
    {
        switch (member.Name)
        {
            case "max_output_tokens": draft.OutputTokensMax = member.Integer(1, long.MaxValue); break;
            case "tools": draft.Tools = ResponseTools.Read(member); break;
            case "tool_choice": ReadToolChoice(member, draft); break;
            case "text": ReadText(member, draft); break;
            case "reasoning": ReadReasoning(member, draft); break;
            case "include": ReadInclude(member, draft); break;
            case "background" when member.Flag() is null or false: break;
            case "previous_response_id":
                _ = member.Text();
                SharedMembers.Carry(member, draft);
                break;
            case "stream_options":
                foreach (var option in member.Members().Where(o => !o.IsNull))
                {
                    draft.Extra.Add(new Carry("stream_options." + option.Name, option.Raw()));
                }

                break;
            default: SharedMembers.Carry(member, draft); break;
        }
    }

    private static void ReadToolChoice(JsonValue member, RequestDraft draft)
    {
        draft.ToolChoice = ResponseTools.ReadChoice(member);
        if (draft.ToolChoice is null)
        {
            SharedMembers.Carry(member, draft);
        }
    }

    private static void ReadText(JsonValue text, RequestDraft draft)
    {
        foreach (var member in text.Members())
        {
            if (member.Name == "format")
            {
                draft.Format = ResponseFormat.Read(member);
            }
            else if (!member.IsNull)
            {
                draft.Extra.Add(new Carry("text." + member.Name, member.Raw()));
            }
        }
    }

    private static void ReadReasoning(JsonValue reasoning, RequestDraft draft)
    {
        var options = new ReasoningOptions();
        foreach (var member in reasoning.Members())
        {
            switch (member.Name)
            {
                case "effort": options = options with { Effort = member.Text() }; break;
                case "summary" or "generate_summary": options = options with { Summary = member.Text() ?? options.Summary }; break;
                default:
                    if (!member.IsNull)
                    {
                        draft.Extra.Add(new Carry("reasoning." + member.Name, member.Raw()));
                    }

                    break;
            }
        }

        draft.Reasoning = options == new ReasoningOptions() ? null : options;
    }

    private static void ReadInclude(JsonValue include, RequestDraft draft)
    {
        var any = false;
        foreach (var item in include.Items(64))
        {
            any = true;
            draft.LogProbs = item.Text() == "message.output_text.logprobs" ? true : draft.LogProbs;
        }

        if (any)
        {
            SharedMembers.Carry(include, draft);
        }
    }
}
