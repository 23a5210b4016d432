using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Gateway.Calls;
using Strata.Guard;

namespace Strata.Gateway.Guarding;

/// <summary>
/// Looks at what is asked. A conversation is rewritten where a rule takes something out; what cannot be rewritten (texts to embed,
/// prompts of pictures) is refused where a rule would.
/// </summary>
internal static class InputGuard
{
    public static Result<Done> Apply(CallGuard guard, CallerRequest request)
    {
        if (!guard.LooksAtInput)
        {
            return Done.Value;
        }

        return request.Surface.Dialect is null ? Look(guard, request) : Rewrite(guard, request);
    }

    private static Result<Done> Rewrite(CallGuard guard, CallerRequest request)
    {
        if (!request.Canonical().Try(out var asked, out var problem))
        {
            return problem;
        }

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

        if (changed || !ReferenceEquals(prompt, asked.Prompt))
        {
            request.Rewritten = asked with { Messages = messages, Prompt = prompt };
        }

        return Done.Value;
    }

    private static Block? Safe(CallGuard guard, Block block)
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

    /// <summary>Every text of the body; one that a rule would change is refused.</summary>
    private static Result<Done> Look(CallGuard guard, CallerRequest request)
    {
        if (request.ContentType is not null)
        {
            return Done.Value; // a form of bytes: no text to look at but names
        }

        var json = new Utf8JsonReader(request.Body.Span, new JsonReaderOptions { MaxDepth = 128 });
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
