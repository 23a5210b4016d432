using System.Text;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Traces.Recording;
using Strata.Traces.Spans;

namespace Strata.Tracing.Texts;

/// <summary>The messages of a conversation in no dialect: what went to the model where that is not what the caller wrote.</summary>
internal static class SentMessages
{
    public static void Add(SpanRecord span, ChatRequest sent, Scratch texts, int bytesMax)
    {
        var budget = bytesMax;
        if (sent.Prompt is { Length: > 0 } prompt)
        {
            Plain(span, "user", prompt, texts, ref budget);
        }

        foreach (var message in sent.Messages)
        {
            if (budget <= 0)
            {
                return;
            }

            var role = message.RoleWord ?? message.Role switch { MessageRole.System => "system", MessageRole.Assistant => "assistant", _ => "user" };
            if (message.Blocks is [TextBlock only])
            {
                Plain(span, role, only.Text, texts, ref budget);
            }
            else if (message.Blocks.Count > 0)
            {
                var json = texts.BeginJson();
                json.WriteStartArray();
                Parts(json, message.Blocks, ref budget);
                json.WriteEndArray();
                span.Messages.Add(new SpanMessage(MessageSlot.Input, role, texts.EndJson(), IsJson: true));
            }
        }
    }

    private static void Plain(SpanRecord span, string role, string text, Scratch texts, ref int budget)
    {
        texts.Begin();
        Encoding.UTF8.GetBytes(Cut(text, ref budget), texts);
        span.Messages.Add(new SpanMessage(MessageSlot.Input, role, texts.End()));
    }

    private static void Parts(Utf8JsonWriter json, IReadOnlyList<Block> blocks, ref int budget)
    {
        foreach (var block in blocks)
        {
            if (budget <= 0)
            {
                return;
            }

            switch (block)
            {
                case TextBlock text:
                    Part(json, "text", "content", text.Text, ref budget);
                    break;
                case ThinkingBlock { Text.Length: > 0 } thought:
                    Part(json, "reasoning", "content", thought.Text, ref budget);
                    break;
                case ToolCallBlock call:
                    Part(json, "tool_call", "arguments", call.Arguments, ref budget, call.Name);
                    break;
                case ToolResultBlock result:
                    Parts(json, result.Content, ref budget);
                    break;
                default:
                    json.WriteStartObject();
                    json.WriteString("type", block is ImageBlock ? "image" : block is AudioBlock ? "audio" : block is DocumentBlock ? "document" : "other");
                    json.WriteEndObject();
                    break;
            }
        }
    }

    private static void Part(Utf8JsonWriter json, string type, string member, string text, ref int budget, string name = "")
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        if (name.Length > 0)
        {
            json.WriteString("name", name);
        }

        json.WriteString(member, Cut(text, ref budget));
        json.WriteEndObject();
    }

    private static string Cut(string text, ref int budget)
    {
        var kept = text.Length <= budget ? text.Length : char.IsHighSurrogate(text[budget - 1]) ? budget - 1 : budget;
        budget -= kept;
        return kept == text.Length ? text : $"{text.AsSpan(0, kept)}… (of {text.Length} characters)";
    }
}
