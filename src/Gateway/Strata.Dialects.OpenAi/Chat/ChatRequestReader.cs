using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>Reads <c>POST /v1/chat/completions</c>. What it knows it checks; what it does not know rides along.</summary>
internal static class ChatRequestReader
{
    public static Result<ChatRequest> Read(ReadOnlyMemory<byte> body) => JsonBody.Read(body, ReadBody);

    private static ChatRequest ReadBody(JsonValue body)
    {
        var draft = new RequestDraft();
        foreach (var member in body.Members())
        {
            if (!SharedMembers.ReadSampling(member, draft))
            {
                ReadOwn(member, draft);
            }
        }

        SharedMembers.Check(body, draft);
        if (draft.Messages is null)
        {
            body.Missing("messages");
        }

        return draft.Build(DialectNames.Chat);
    }

    private static void ReadOwn(JsonValue member, RequestDraft draft)
    {
        switch (member.Name)
        {
            case "messages": draft.Messages = new ChatMessagesReader().Read(member); break;
            case "tools": draft.Tools = ChatToolsReader.ReadTools(member); break;
            case "tool_choice": draft.ToolChoice = ChatToolsReader.ReadChoice(member); break;
            case "response_format": draft.Format = ChatFormat.Read(member); break;
            case "logprobs": draft.LogProbs = member.Flag(); break;
            case "reasoning_effort": ReadEffort(member, draft); break;
            case "reasoning": ReadReasoning(member, draft); break;
            case "modalities": ReadModalities(member, draft); break;
            case "functions": ReadFunctions(member, draft); break;
            default: SharedMembers.Carry(member, draft); break;
        }
    }

    private static void ReadEffort(JsonValue member, RequestDraft draft)
    {
        if (member.Text() is { } effort)
        {
            draft.Reasoning = (draft.Reasoning ?? new ReasoningOptions()) with { Effort = effort };
        }
    }

    /// <summary>The wider object that several servers of this dialect take beside <c>reasoning_effort</c>; it also rides along whole.</summary>
    private static void ReadReasoning(JsonValue member, RequestDraft draft)
    {
        var options = draft.Reasoning ?? new ReasoningOptions();
        foreach (var part in member.Members())
        {
            options = part.Name switch
            {
                "effort" => options with { Effort = part.Text() ?? options.Effort },
                "max_tokens" => options with { BudgetTokens = part.Integer(0, int.MaxValue) },
                "enabled" => options with { Enabled = part.Flag() },
                "exclude" => options with { Shown = !part.Flag() },
                "summary" => options with { Summary = part.Text() },
                _ => options,
            };
        }

        draft.Reasoning = member.IsNull ? draft.Reasoning : options;
        SharedMembers.Carry(member, draft);
    }

    private static void ReadModalities(JsonValue member, RequestDraft draft)
    {
        var onlyText = true;
        foreach (var item in member.Items(8))
        {
            onlyText &= item.Text() is "text";
        }

        if (!onlyText)
        {
            SharedMembers.Carry(member, draft);
        }
    }

    private static void ReadFunctions(JsonValue member, RequestDraft draft)
    {
        if (member.Is(JsonValueKind.Array, "a list") && member.Element.GetArrayLength() > 0)
        {
            SharedMembers.Carry(member, draft);
        }
    }
}
