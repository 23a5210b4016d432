using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Anthropic;

/// <summary>
/// Writes <c>system</c> and <c>messages</c>. Instructions before the first turn are <c>system</c>, later ones keep their place. The
/// results of parallel calls, one message each in other dialects, come together in one turn, as the provider demands. Nobody's words
/// are changed and none are added.
/// </summary>
internal sealed class MessagesWriter(Utf8JsonWriter json, Crossing crossing)
{
    private readonly BlockWriter blocks = new(json, crossing);
    private bool inResults;

    /// <summary>Writes both members.</summary>
    public void Write(ChatRequest request)
    {
        var lead = request.Messages.TakeWhile(message => message.Role == MessageRole.System).Count();
        System(request.Messages.Take(lead));
        Shortfalls.Names(request.Messages, crossing);
        json.WriteStartArray("messages");
        if (request.Prompt is { } prompt)
        {
            Prompt(prompt);
        }

        for (var i = lead; i < request.Messages.Count; i++)
        {
            Turn(request.Messages[i], FormattableString.Invariant($"messages[{i}]"));
        }

        CloseResults();
        json.WriteEndArray();
    }

    private void Prompt(string prompt)
    {
        crossing.Note("prompt", "sent as one user turn: the provider takes no raw prompt");
        json.WriteStartObject();
        json.WriteString("role", "user");
        json.WriteString("content", prompt);
        json.WriteEndObject();
    }

    private void System(IEnumerable<ChatMessage> lead)
    {
        var kept = new List<(Block Block, string At)>();
        foreach (var (index, message) in lead.Index())
        {
            var at = FormattableString.Invariant($"messages[{index}]");
            Settle(message, at);
            kept.AddRange(blocks.Kept(message.Blocks, $"{at}.content"));
        }

        if (kept.Count == 0)
        {
            return;
        }

        if (kept is [(TextBlock { CacheControl.IsEmpty: true, Citations.IsEmpty: true, Extra.Count: 0 } only, _)])
        {
            json.WriteString("system", only.Text);
            return;
        }

        json.WriteStartArray("system");
        foreach (var (block, at) in kept)
        {
            if (block is not TextBlock)
            {
                crossing.Refuse(at, "instructions are text there.");
            }

            blocks.Write(block, MessageRole.System, at);
        }

        json.WriteEndArray();
    }

    private void Turn(ChatMessage message, string at)
    {
        Settle(message, at);
        var kept = blocks.Kept(message.Blocks, $"{at}.content");
        if (kept.Count == 0 && !crossing.IsSame)
        {
            crossing.Note(at, "left out: the turn is empty, and the provider takes none without content");
            return;
        }

        if (!crossing.IsSame && message.Role == MessageRole.User && kept.All(item => item.Block is ToolResultBlock))
        {
            OpenResults();
            foreach (var (block, place) in kept)
            {
                blocks.Write(block, message.Role, place);
            }

            return;
        }

        CloseResults();
        json.WriteStartObject();
        json.WriteString("role", message.Role switch { MessageRole.Assistant => "assistant", MessageRole.System => "system", _ => "user" });
        blocks.Content(kept, message.Role);
        if (crossing.IsSame)
        {
            BlockParts.Extra(json, message.Extra);
        }

        json.WriteEndObject();
    }

    private void OpenResults()
    {
        if (!inResults)
        {
            json.WriteStartObject();
            json.WriteString("role", "user");
            json.WriteStartArray("content");
            inResults = true;
        }
    }

    private void CloseResults()
    {
        if (inResults)
        {
            json.WriteEndArray();
            json.WriteEndObject();
            inResults = false;
        }
    }

    private void Settle(ChatMessage message, string at)
    {
        if (!crossing.IsSame)
        {
            crossing.Settle(message.Extra, at);
        }
    }
}
