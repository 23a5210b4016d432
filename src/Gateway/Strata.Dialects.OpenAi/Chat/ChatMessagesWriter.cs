using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>
/// Writes <c>messages</c>. Results of tools, which elsewhere stand inside a user's turn, become messages of their own; what the rest
/// of that turn says follows them, and so do pictures of results, which this dialect only takes from users.
/// </summary>
internal sealed class ChatMessagesWriter(RequestOut to)
{
    private readonly ChatPartsWriter parts = new(to);

    public void Write()
    {
        to.Json.WriteStartArray("messages");
        if (to.Request.Prompt is { } prompt)
        {
            WritePrompt(prompt);
        }

        for (var i = 0; i < to.Request.Messages.Count; i++)
        {
            WriteMessage(to.Request.Messages[i], i);
        }

        to.Json.WriteEndArray();
    }

    private void WritePrompt(string prompt)
    {
        to.Losses.Note("prompt", "a raw prompt was sent as one turn of a user: this provider only takes conversations");
        if (to.Request.Suffix is { Length: > 0 })
        {
            to.Losses.Refuse("suffix");
        }

        to.Json.WriteStartObject();
        to.Json.WriteString("role", "user");
        to.Json.WriteString("content", prompt);
        to.Json.WriteEndObject();
    }

    private void WriteMessage(ChatMessage message, int index)
    {
        if (message.Role == MessageRole.User && message.Blocks.Any(b => b is ToolResultBlock))
        {
            WriteResults(message, index);
            return;
        }

        to.Json.WriteStartObject();
        to.Json.WriteString("role", message.Role switch { MessageRole.System => message.RoleWord == "developer" ? "developer" : "system", MessageRole.Assistant => "assistant", _ => "user" });
        to.Json.WriteSaid("name", message.Name);
        if (message.Role == MessageRole.Assistant)
        {
            WriteAssistant(message, index);
        }
        else
        {
            to.Json.WritePropertyName("content");
            parts.Write(message.Blocks, index, 0, message.Role);
        }

        to.Extra(to.Place(index) + ".", message.Extra);
        to.Json.WriteEndObject();
    }

    private void WriteResults(ChatMessage message, int index)
    {
        var rest = new List<Block>();
        for (var i = 0; i < message.Blocks.Count; i++)
        {
            if (message.Blocks[i] is ToolResultBlock result)
            {
                to.Json.WriteStartObject();
                to.Json.WriteString("role", "tool");
                to.Json.WriteString("tool_call_id", result.CallId);
                to.Json.WriteSaid("name", to.IsSame ? result.Name : null);
                to.Json.WritePropertyName("content");
                rest.AddRange(parts.WriteResult(result, to.Place(index, i)));
                to.CacheControl(result.CacheControl, to.Place(index, i));
                to.Extra(to.Place(index, i) + ".", result.Extra);
                to.Extra(to.Place(index) + ".", message.Extra);
                to.Json.WriteEndObject();
            }
            else
            {
                rest.Add(message.Blocks[i]);
            }
        }

        if (rest.Count > 0)
        {
            to.Json.WriteStartObject();
            to.Json.WriteString("role", "user");
            to.Json.WriteSaid("name", message.Name);
            to.Json.WritePropertyName("content");
            parts.Write(rest, index, message.Blocks.Count - rest.Count, MessageRole.User);
            to.Json.WriteEndObject();
        }
    }

    private void WriteAssistant(ChatMessage message, int index)
    {
        var content = new List<Block>();
        var refusal = string.Concat(message.Blocks.OfType<RefusalBlock>().Select(r => r.Text));
        var calls = message.Blocks.OfType<ToolCallBlock>().ToList();
        var thinking = message.Blocks.OfType<ThinkingBlock>().ToList();
        var opaque = message.Blocks.OfType<OpaqueBlock>().Where(o => o.Dialect != DialectNames.Chat).ToList();
        content.AddRange(message.Blocks.Where(b => b is not (RefusalBlock or ToolCallBlock or ThinkingBlock) && !(b is OpaqueBlock o && opaque.Contains(o))));
        to.Json.WritePropertyName("content");
        if (content.Count > 0 || (calls.Count == 0 && refusal.Length == 0))
        {
            parts.Write(content, index, 0, MessageRole.Assistant);
        }
        else
        {
            to.Json.WriteNullValue();
        }

        to.Json.WriteSaid("refusal", refusal.Length > 0 ? refusal : null);
        WriteThinking(thinking, index);
        if (opaque.Count > 0)
        {
            to.Losses.Refuse(to.Place(index), $"A block of type '{opaque[0].Type}' is one of {opaque[0].Dialect}'s own and cannot be sent to this model's provider.");
        }

        if (calls.Count > 0)
        {
            to.Json.WriteStartArray("tool_calls");
            calls.ForEach(c => ChatToolCalls.Write(to.Json, c));
            to.Json.WriteEndArray();
        }
    }

    /// <summary>Reasoning goes back where it came from: to servers that hand it out in this dialect. Another provider's is left out, as it must be.</summary>
    private void WriteThinking(List<ThinkingBlock> thinking, int index)
    {
        if (thinking.Count == 0)
        {
            return;
        }

        if (!to.IsSame)
        {
            to.Losses.Note(to.Place(index), "reasoning of an earlier turn was left out: it only means something to the model that wrote it");
            return;
        }

        ChatThinking.Write(to.Json, thinking);
    }
}
