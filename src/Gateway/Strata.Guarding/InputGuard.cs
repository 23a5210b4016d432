using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Guard;

namespace Strata.Guarding;

/// <summary>
/// Looks at what is asked. A conversation is rewritten where a rule takes something out; what cannot be rewritten (texts to embed,
/// prompts of pictures) is refused where a rule would.
/// </summary>
public static class InputGuard
{
    /// <summary>A conversation; the same instance where nothing was taken out.</summary>
    public static Result<ChatRequest> Apply(GuardedCall guard, ChatRequest asked)
    {
        ArgumentNullException.ThrowIfNull(guard);
        ArgumentNullException.ThrowIfNull(asked);
        var changed = false;
        var messages = new List<ChatMessage>(asked.Messages.Count);
        foreach (var message in asked.Messages)
        {
            var blocks = new List<Block>(message.Blocks.Count);
            foreach (var block in message.Blocks)
            {
                if (Safe(guard, block) is not { } safe)
                {
                    return guard.Refusal("the request");
                }

                changed |= !ReferenceEquals(safe, block);
                blocks.Add(safe);
            }

            messages.Add(message with { Blocks = blocks });
        }

        var prompt = asked.Prompt is { } raw ? guard.Apply(GuardDirection.Input, raw) : null;
        if (asked.Prompt is not null && prompt is null)
        {
            return guard.Refusal("the request");
        }

        return changed || !ReferenceEquals(prompt, asked.Prompt) ? asked with { Messages = messages, Prompt = prompt } : asked;
    }

    /// <summary>All that a conversation says, in order, a line each.</summary>
    public static string TextOf(ChatRequest asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var text = new StringBuilder(asked.Prompt);
        foreach (var message in asked.Messages)
        {
            Add(text, message.Blocks);
        }

        return text.ToString();
    }

    /// <summary>All that a body of JSON says, a line each.</summary>
    public static string TextOf(ReadOnlySpan<byte> body)
    {
        var text = new StringBuilder();
        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 128 });
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.String)
            {
                Line(text, json.GetString()!);
            }
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, IReadOnlyList<Block> blocks)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case TextBlock said: Line(text, said.Text); break;
                case DocumentBlock { Source.Text: { } content }: Line(text, content); break;
                case ToolCallBlock call: Line(text, call.Arguments); break;
                case ToolResultBlock result: Add(text, result.Content); break;
            }
        }
    }

    private static void Line(StringBuilder text, string line) => text.Append(text.Length > 0 ? "\n" : "").Append(line);

    private static Block? Safe(GuardedCall guard, Block block)
    {
        switch (block)
        {
            case TextBlock text:
                return guard.Apply(GuardDirection.Input, text.Text) is { } safe ? ReferenceEquals(safe, text.Text) ? text : text with { Text = safe } : null;
            case DocumentBlock { Source.Text: { } content } document:
                return guard.Apply(GuardDirection.Input, content) is { } clean ? ReferenceEquals(clean, content) ? document : document with { Source = document.Source with { Text = clean } } : null;
            case ToolCallBlock call:
                return guard.Apply(GuardDirection.Input, call.Arguments) is { } arguments ? ReferenceEquals(arguments, call.Arguments) ? call : call with { Arguments = arguments } : null;
            case ToolResultBlock result:
                var inner = new List<Block>(result.Content.Count);
                foreach (var part in result.Content)
                {
                    if (Safe(guard, part) is not { } safePart)
                    {
                        return null;
                    }

                    inner.Add(safePart);
                }

                return inner.SequenceEqual(result.Content) ? result : result with { Content = inner };
            default:
                return block;
        }
    }

    /// <summary>Every text of a body of JSON; one that a rule would change is refused.</summary>
    public static Result<Done> Look(GuardedCall guard, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(guard);
        var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 128 });
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.String && json.GetString() is { Length: > 0 } text && guard.Apply(GuardDirection.Input, text) is var safe && !ReferenceEquals(safe, text))
            {
                if (safe is not null)
                {
                    guard.Block("a rule that takes text out, which this endpoint cannot");
                }

                return guard.Refusal("the request");
            }
        }

        return Done.Value;
    }
}
