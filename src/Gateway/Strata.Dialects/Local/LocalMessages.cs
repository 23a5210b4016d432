using System.Globalization;
using Strata.Core.Generation;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Local;

/// <summary>Turns of text for a model's own chat template. Pieces of one turn are joined as they stand.</summary>
internal static class LocalMessages
{
    public static Problem? Read(ChatRequest request, bool takesTools, out List<PromptMessage> messages)
    {
        messages = new List<PromptMessage>(request.Messages.Count);
        for (var i = 0; i < request.Messages.Count; i++)
        {
            var message = request.Messages[i];
            var refusal = Refusal(request.Dialect, message, i, takesTools);
            if (refusal is not null)
            {
                return refusal;
            }

            Add(message, messages);
        }

        return messages.Count == 0 ? Problem.Invalid("The conversation has no messages. Send at least one.", Spelling.Of(request.Dialect, "messages")) : null;
    }

    /// <summary>One turn is one message; results of tools are turns of their own, before what else was said with them.</summary>
    private static void Add(ChatMessage message, List<PromptMessage> into)
    {
        foreach (var result in message.Blocks.OfType<ToolResultBlock>())
        {
            into.Add(new PromptMessage("tool", string.Concat(result.Content.Select(Text))) { Name = result.Name, ToolCallId = result.CallId });
        }

        var calls = message.Blocks.OfType<ToolCallBlock>().Select(call => new PromptToolCall(call.Id, call.Name, call.Arguments)).ToArray();
        if (calls.Length > 0 || message.Blocks.Count == 0 || message.Blocks.Any(block => block is not ToolResultBlock))
        {
            into.Add(new PromptMessage(Role(message), string.Concat(message.Blocks.Select(Text))) { Name = message.Name, ToolCalls = calls });
        }
    }

    private static string Role(ChatMessage message) => message.Role switch
    {
        MessageRole.System => message.RoleWord == "developer" ? "developer" : "system",
        MessageRole.Assistant => "assistant",
        _ => "user",
    };

    private static string Text(Block block) => block switch { TextBlock text => text.Text, RefusalBlock refusal => refusal.Text, DocumentBlock { Source.Text: { } text } => text, _ => "" };

    private static Problem? Refusal(string dialect, ChatMessage message, int index, bool takesTools)
    {
        for (var i = 0; i < message.Blocks.Count; i++)
        {
            var name = Name(message.Blocks[i], takesTools);
            if (name is not null)
            {
                var at = Place(dialect, message.Blocks[i], index, i);
                return Problem.Unsupported(at, $"{name} are not offered: this model takes text.");
            }
        }

        return message.Extra.FirstOrDefault(e => !Hints.IsHarmless(dialect, e.Name)) is { } extra
            ? Problem.Unsupported($"{Spelling.Message(dialect, index)}.{extra.Name}", $"'{extra.Name}' of a message is not offered for models of this server yet.")
            : null;
    }

    private static string Place(string dialect, Block block, int index, int number) =>
        block is ToolCallBlock && dialect == "openai.chat" ? $"{Spelling.Message(dialect, index)}.tool_calls"
        : block is ToolResultBlock && dialect == "openai.chat" ? $"{Spelling.Message(dialect, index)}.role"
        : string.Create(CultureInfo.InvariantCulture, $"{Spelling.Block(dialect, index, number)}.type");

    /// <summary>What a block is called that this model does not take; null where it does. Reasoning of earlier turns is left out, as templates do.</summary>
    private static string? Name(Block block, bool takesTools) => block switch
    {
        TextBlock or RefusalBlock or ThinkingBlock or DocumentBlock { Source.Text: not null, Cites: false } => null,
        ToolCallBlock { IsCustom: false } when takesTools => null,
        ToolResultBlock result when takesTools => result.Content.Select(inner => Name(inner, takesTools)).FirstOrDefault(name => name is not null),
        ImageBlock => "Pictures",
        AudioBlock => "Sounds",
        DocumentBlock => "Documents",
        ToolCallBlock or ToolResultBlock => "Calls of tools",
        _ => "Blocks of this type",
    };
}
