using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>Reads <c>messages</c>. A result of a tool must answer a call that stands before it. Not reusable.</summary>
internal sealed class ChatMessagesReader
{
    private readonly HashSet<string> calls = new(StringComparer.Ordinal);

    public List<ChatMessage> Read(JsonValue value)
    {
        var messages = new List<ChatMessage>();
        if (value.IsNull || value.Kind != System.Text.Json.JsonValueKind.Array)
        {
            value.Wrong("a list of messages");
            return messages;
        }

        foreach (var item in value.Items(JsonLimits.MessagesMax))
        {
            if (item.IsNull)
            {
                item.Wrong("an object");
            }

            messages.Add(ReadMessage(item));
        }

        if (messages.Count == 0)
        {
            value.Invalid($"'messages' has 0 messages; 1 to {JsonLimits.MessagesMax} are allowed.");
        }

        return messages;
    }

    private ChatMessage ReadMessage(JsonValue message)
    {
        var draft = new ChatMessageDraft();
        foreach (var member in message.Members())
        {
            switch (member.Name)
            {
                case "role": draft.Role = member.Text(); break;
                case "content": draft.Content = ChatPartsReader.ReadContent(member); break;
                case "name": draft.Name = member.Text(); break;
                case "refusal": draft.Refusal = member.Text(); break;
                case "tool_call_id": draft.CallId = member.Text(); break;
                case "tool_calls": ChatToolCalls.Read(member, draft.Calls); break;
                case "reasoning_content" or "reasoning": draft.Reasoning ??= member.Text(); break;
                case "reasoning_details": draft.Thinking = ReasoningDetails.Read(member); break;
                case "provider_blocks": ProviderBlocks.Read(member, draft.Opaque); break;
                case "annotations" when member.Kind == System.Text.Json.JsonValueKind.Array && member.Element.GetArrayLength() == 0: break;
                default:
                    if (!member.IsNull)
                    {
                        draft.Extra.Add(member.Carry());
                    }

                    break;
            }
        }

        return message.Problem is null ? Build(message, draft) : new ChatMessage(MessageRole.User, []);
    }

    private ChatMessage Build(JsonValue at, ChatMessageDraft draft)
    {
        switch (draft.Role)
        {
            case "system" or "developer":
                Need(at, "content", draft.Content is not null);
                return draft.Build(MessageRole.System, draft.Role == "developer" ? "developer" : null);
            case "user":
                Need(at, "content", draft.Content is not null);
                return draft.Build(MessageRole.User, null);
            case "assistant":
                Need(at, "content", draft.Content is not null || draft.HasOther);
                calls.UnionWith(draft.Calls.Select(c => c.Id));
                return draft.Build(MessageRole.Assistant, null);
            case "tool":
                return ToolResult(at, draft);
            default:
                RefuseRole(at, draft.Role);
                return new ChatMessage(MessageRole.User, []);
        }
    }

    private ChatMessage ToolResult(JsonValue at, ChatMessageDraft draft)
    {
        if (calls.Count == 0)
        {
            at.Refuse(Problem.Invalid("A message with role 'tool' must answer a preceding assistant message with 'tool_calls'.", $"{at.Path}.role"));
        }
        else if (draft.CallId is null)
        {
            at.Missing("tool_call_id");
        }
        else if (!calls.Contains(draft.CallId))
        {
            at.Refuse(Problem.Invalid($"'{at.Path}.tool_call_id' names no call of a preceding assistant message.", $"{at.Path}.tool_call_id"));
        }

        Need(at, "content", draft.Content is not null);
        return new ChatMessage(MessageRole.User, [new ToolResultBlock(draft.CallId ?? "", draft.Content ?? []) { Name = draft.Name }]) { RoleWord = "tool", Extra = draft.Extra };
    }

    private static void RefuseRole(JsonValue at, string? role)
    {
        if (role is null)
        {
            at.Missing("role");
        }
        else if (role is "function")
        {
            at.Refuse(Problem.Unsupported($"{at.Path}.role", "The role 'function' is not offered. Use 'tools' and the role 'tool'."));
        }
        else
        {
            var word = role.Length <= 40 ? role : role[..40] + "…";
            at.Refuse(Problem.Invalid($"'{word}' is not a role. Use 'system', 'developer', 'user', 'assistant' or 'tool'.", $"{at.Path}.role"));
        }
    }

    private static void Need(JsonValue at, string name, bool isThere)
    {
        if (!isThere)
        {
            at.Missing(name);
        }
    }
}
