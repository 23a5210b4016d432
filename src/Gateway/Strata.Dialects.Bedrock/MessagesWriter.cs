using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Bedrock;

/// <summary>Writes <c>system</c> and <c>messages</c>.</summary>
internal sealed class MessagesWriter(Utf8JsonWriter json, Crossing crossing)
{
    private readonly BlockWriter blocks = new(json, crossing);
    private MessageRole? open;

    /// <summary>Writes both members.</summary>
    public void Write(ChatRequest request)
    {
        var lead = request.Messages.TakeWhile(message => message.Role == MessageRole.System).Count();
        if (lead > 0)
        {
            json.WriteStartArray("system");
            for (var i = 0; i < lead; i++)
            {
                var at = FormattableString.Invariant($"messages[{i}]");
                crossing.Settle(request.Messages[i].Extra, at);
                Blocks(request.Messages[i].Blocks, at);
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("messages");
        if (request.Prompt is { } prompt)
        {
            crossing.Note("prompt", "sent as one user turn: the provider takes no raw prompt");
            Turn(new ChatMessage(MessageRole.User, [new TextBlock(prompt)]), "prompt");
        }

        for (var i = lead; i < request.Messages.Count; i++)
        {
            Turn(request.Messages[i], FormattableString.Invariant($"messages[{i}]"));
        }

        Close();
        json.WriteEndArray();
    }

    private void Turn(ChatMessage message, string at)
    {
        crossing.Settle(message.Extra, at);
        if (!crossing.IsSame && !message.Blocks.Any(block => block is not TextBlock { Text: var text } || !string.IsNullOrWhiteSpace(text)))
        {
            crossing.Note(at, "left out: the turn is empty, and the provider takes none without content");
            return;
        }

        if (open != message.Role || crossing.IsSame)
        {
            Close();
            json.WriteStartObject();
            json.WriteString("role", message.Role switch { MessageRole.Assistant => "assistant", MessageRole.System => "system", _ => "user" });
            if (crossing.IsSame)
            {
                json.WriteCarries(message.Extra);
            }

            json.WriteStartArray("content");
            open = message.Role;
        }

        Blocks(message.Blocks, at);
    }

    private void Blocks(IReadOnlyList<Block> list, string at)
    {
        for (var i = 0; i < list.Count; i++)
        {
            var place = FormattableString.Invariant($"{at}.content[{i}]");
            if (blocks.Keeps(list[i], place))
            {
                blocks.Write(list[i], place);
            }
        }
    }

    private void Close()
    {
        if (open is not null)
        {
            json.WriteEndArray();
            json.WriteEndObject();
            open = null;
        }
    }
}
