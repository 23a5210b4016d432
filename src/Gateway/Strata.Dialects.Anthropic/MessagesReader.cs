using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;
using Strata.Dialects.Translation;

namespace Strata.Dialects.Anthropic;

/// <summary>Reads <c>system</c> and <c>messages</c>, as strictly as the provider: roles are known, there is a message, every result answers a call.</summary>
internal sealed class MessagesReader(ObjectReader root)
{
    private readonly List<ChatMessage> messages = [];
    private HashSet<string> calls = [];
    private bool sawUser;

    /// <summary>Reads them all, instructions first.</summary>
    /// <param name="hasHistory">Whether turns before these are kept by the provider: then a result may answer one of them.</param>
    public IReadOnlyList<ChatMessage> Read(bool hasHistory)
    {
        System();
        var lastWasAssistant = false;
        var count = 0;
        foreach (var message in root.Objects("messages", JsonLimits.MessagesMax))
        {
            count++;
            var role = Role(message);
            var blocks = ForeignSeal.Reunite(BlockReader.Content(message, "content"));
            if (message.Take("content") is null)
            {
                root.Refuse(JsonProblems.Missing(message.Path("content")));
            }

            if (role == MessageRole.Assistant)
            {
                calls = lastWasAssistant ? calls : [];
                calls.UnionWith(blocks.OfType<ToolCallBlock>().Select(call => call.Id));
            }
            else if (role == MessageRole.User && !hasHistory)
            {
                Results(message, blocks);
            }

            lastWasAssistant = role == MessageRole.Assistant;
            sawUser |= role == MessageRole.User;
            messages.Add(new ChatMessage(role, blocks) { Extra = message.Rest() });
        }

        if (count == 0)
        {
            root.Refuse(Problem.Invalid("'messages' has no messages. Send at least one.", "messages"));
        }

        return messages;
    }

    private void System()
    {
        var blocks = BlockReader.Content(root, "system");
        if (blocks.Count > 0)
        {
            messages.Add(new ChatMessage(MessageRole.System, blocks));
        }

        if (blocks.Any(block => block is not TextBlock))
        {
            root.Refuse(Problem.Invalid("'system' takes text blocks only. Put other blocks into a user message.", "system"));
        }
    }

    private MessageRole Role(ObjectReader message)
    {
        var role = message.NeedText("role");
        if (role == "system" && !sawUser)
        {
            root.Refuse(Problem.Invalid($"'{message.Path("role")}' is 'system' before any user message. Use the top-level 'system' for it.", message.Path("role")));
        }
        else if (role is not ("user" or "assistant" or "system" or ""))
        {
            var shown = role.Length > 40 ? role[..40] + "…" : role;
            root.Refuse(Problem.Invalid($"'{message.Path("role")}' is '{shown}'; it must be 'user', 'assistant' or, after a user message, 'system'.", message.Path("role")));
        }

        return role switch
        {
            "assistant" => MessageRole.Assistant,
            "system" => MessageRole.System,
            _ => MessageRole.User,
        };
    }

    private void Results(ObjectReader message, IReadOnlyList<Block> blocks)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i] is ToolResultBlock result && !calls.Contains(result.CallId))
            {
                var at = FormattableString.Invariant($"{message.Path("content")}[{i}].tool_use_id");
                root.Refuse(Problem.Invalid($"'{at}' answers no 'tool_use' block of the assistant message before it. Send the call with its result.", at));
            }
        }
    }
}
