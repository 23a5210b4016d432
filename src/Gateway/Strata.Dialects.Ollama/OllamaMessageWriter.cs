using System.Text;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Ollama;

/// <summary>
/// Writes turns as messages of one text with pictures beside it. Results of tools become messages of their own, before what else the
/// turn says. Texts of one turn are joined by a line break.
/// </summary>
internal sealed class OllamaMessageWriter(ChatRequest request, Losses losses)
{
    private readonly bool isOwn = OllamaNames.IsOwn(request.Dialect);
    private readonly Dictionary<string, string> names = [];

    public void Chat(Utf8JsonWriter json)
    {
        if (request.Prompt is not null)
        {
            losses.Refuse("prompt", "A raw prompt cannot be expressed as messages. Send messages, or ask a provider that takes raw prompts.");
        }

        json.WriteStartArray("messages"u8);
        for (var i = 0; i < request.Messages.Count; i++)
        {
            Message(json, request.Messages[i], i);
        }

        json.WriteEndArray();
    }

    public void Generate(Utf8JsonWriter json)
    {
        if (request.Prompt is { } prompt)
        {
            json.WriteString("prompt"u8, prompt);
            json.WriteSaid("suffix", request.Suffix);
            if (!isOwn && request.Suffix is null)
            {
                json.WriteBoolean("raw"u8, true);
            }

            return;
        }

        var turns = request.Messages.Where(message => message.Role != MessageRole.System).ToList();
        if (turns is not ([] or [{ Role: MessageRole.User }]) || request.Tools.Count > 0)
        {
            losses.Refuse("messages", "A conversation of several turns, or with tools, cannot be expressed as one prompt. Ask a deployment that speaks ollama.chat.");
            return;
        }

        var system = string.Join('\n', request.Messages.Where(message => message.Role == MessageRole.System).Select((message, i) => Content(message, i).Text));
        json.WriteSaid("system", system.Length > 0 ? system : null);
        if (turns is [var turn])
        {
            var content = Content(turn, request.Messages.Count - 1);
            json.WriteString("prompt"u8, content.Text);
            Images(json, content.Images);
        }
    }

    private void Message(Utf8JsonWriter json, ChatMessage message, int at)
    {
        var place = Spelling.Message(request.Dialect, at);
        if (!isOwn)
        {
            losses.TakeExtra(request.Dialect, place + ".", message.Extra);
        }

        for (var i = 0; i < message.Blocks.Count; i++)
        {
            if (message.Blocks[i] is ToolResultBlock result)
            {
                Result(json, result, at, i);
            }
        }

        var rest = message.Blocks.Any(block => block is ToolResultBlock) ? message with { Blocks = [.. message.Blocks.Where(block => block is not ToolResultBlock)] } : message;
        if (rest.Blocks.Count > 0 || message.Blocks.Count == 0)
        {
            json.WriteStartObject();
            json.WriteString("role"u8, message.Role switch { MessageRole.System => "system"u8, MessageRole.Assistant => "assistant"u8, _ => "user"u8 });
            Body(json, Content(rest, at));
            json.WriteCarries(isOwn ? message.Extra : []);
            json.WriteEndObject();
        }
    }

    private void Result(Utf8JsonWriter json, ToolResultBlock result, int at, int block)
    {
        Check(result, Spelling.Block(request.Dialect, at, block));
        var content = Content(new ChatMessage(MessageRole.User, result.Content), at);
        if (result.IsError)
        {
            losses.Note(Spelling.Block(request.Dialect, at, block) + ".is_error", "said in words before the result: this dialect has no mark for it");
            content = content with { Text = "The tool failed:\n" + content.Text };
        }

        json.WriteStartObject();
        json.WriteString("role"u8, "tool"u8);
        json.WriteSaid("tool_name", result.Name ?? names.GetValueOrDefault(result.CallId));
        CallIds.Write(json, "tool_call_id", result.CallId);
        Body(json, content);
        json.WriteEndObject();
    }

    private void Body(Utf8JsonWriter json, OllamaContent content)
    {
        json.WriteString("content"u8, content.Text);
        json.WriteSaid("thinking", content.Thinking.Length > 0 ? content.Thinking : null);
        Images(json, content.Images);
        if (content.Calls.Count > 0)
        {
            json.WriteStartArray("tool_calls"u8);
            foreach (var call in content.Calls)
            {
                names[call.Id] = call.Name;
                OllamaToolWriter.Call(json, call);
            }

            json.WriteEndArray();
        }
    }

    private static void Images(Utf8JsonWriter json, IReadOnlyList<string> images)
    {
        if (images.Count > 0)
        {
            json.WriteStartArray("images"u8);
            foreach (var image in images)
            {
                json.WriteStringValue(image);
            }

            json.WriteEndArray();
        }
    }

    private OllamaContent Content(ChatMessage message, int at)
    {
        var texts = new List<string>();
        var thoughts = new StringBuilder();
        var images = new List<string>();
        var calls = new List<ToolCallBlock>();
        for (var i = 0; i < message.Blocks.Count; i++)
        {
            var block = message.Blocks[i];
            var place = Spelling.Block(request.Dialect, at, i);
            Check(block, place);
            switch (block)
            {
                case TextBlock text:
                    texts.Add(text.Text);
                    break;
                case RefusalBlock refusal:
                    texts.Add(refusal.Text);
                    break;
                case ThinkingBlock { Origin: "" } thought:
                    thoughts.Append(thought.Text);
                    break;
                case ThinkingBlock thought:
                    losses.Note(place, $"reasoning that {thought.Origin} sealed was left out: only that dialect can open it");
                    break;
                case ImageBlock { Source.Base64: { } picture }:
                    images.Add(picture);
                    break;
                case DocumentBlock { Source.Text: { } words } document:
                    texts.Add(string.Join('\n', new[] { document.Title ?? document.FileName, document.Context, words }.Where(line => line is not null)));
                    break;
                case ToolCallBlock call:
                    calls.Add(call);
                    break;
                case ImageBlock:
                    losses.Refuse(place, "Ollama takes pictures only as bytes in base64, not by address. Send the bytes.");
                    break;
                default:
                    losses.Refuse(place);
                    break;
            }
        }

        return new OllamaContent(string.Join('\n', texts), thoughts.ToString(), images, calls);
    }

    private void Check(Block block, string place)
    {
        if (!block.CacheControl.IsEmpty)
        {
            losses.Note(place + ".cache_control", "left out: Ollama caches equal beginnings by itself");
        }

        if (!isOwn)
        {
            losses.TakeExtra(request.Dialect, place + ".", block.Extra);
        }

        if (block is ImageBlock { Detail: not null })
        {
            losses.Note(place + ".detail", "left out: Ollama has no such member");
        }

        if (block is ToolCallBlock { Signature: not null })
        {
            losses.Note(place, "the signature of the call was left out: only the provider that made it can read it");
        }

        if (block is DocumentBlock { Cites: true })
        {
            losses.Refuse(place + ".citations");
        }
    }
}
