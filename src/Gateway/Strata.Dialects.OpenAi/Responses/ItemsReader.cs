using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>
/// Reads items, of an input or an output, into turns. What the model made in one go (reasoning, text, calls) is one turn of the
/// assistant, because other dialects want calls and their results next to each other; results are turns of the user.
/// </summary>
internal sealed class ItemsReader
{
    private readonly List<ChatMessage> messages = [];
    private readonly List<Block> open = [];
    private readonly HashSet<string> calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Origin, string Seal)> signatures = new(StringComparer.Ordinal);

    /// <summary>Whether results may answer calls that are not in the list, because it follows on a stored answer.</summary>
    public bool FollowsOn { get; init; }

    public List<ChatMessage> Read(JsonValue list)
    {
        if (list.Kind == JsonValueKind.String)
        {
            return [new ChatMessage(MessageRole.User, [new TextBlock(list.Text() ?? "")])];
        }

        if (list.Is(JsonValueKind.Array, "a string or a list of items"))
        {
            foreach (var item in list.Items(JsonLimits.MessagesMax))
            {
                ReadItem(item);
            }
        }

        Close();
        return messages;
    }

    private void ReadItem(JsonValue item)
    {
        if (item.Kind != JsonValueKind.Object)
        {
            item.Wrong("an object");
            return;
        }

        var type = item.Find("type") is { Kind: JsonValueKind.String } said ? said.Text() : item.Find("role") is not null ? "message" : item.Find("id") is not null ? "item_reference" : null;
        switch (type)
        {
            case "message": ReadMessage(item); break;
            case "function_call" or "custom_tool_call": ReadCall(item, type == "custom_tool_call"); break;
            case "function_call_output" or "custom_tool_call_output": ReadResult(item); break;
            case "reasoning": ReadReasoning(item); break;
            case "provider_block" when item.Find("block") is { Kind: JsonValueKind.Object } block:
                open.Add(new OpaqueBlock(item.Find("dialect")?.Text() ?? "", block.Find("type")?.Text() ?? "", block.Raw()));
                break;
            case null: item.Missing("type"); break;
            default: ReadOther(item, type); break;
        }
    }

    private void ReadMessage(JsonValue item)
    {
        List<Block>? content = null;
        string? role = null;
        var extra = new List<Carry>();
        foreach (var member in item.Members())
        {
            switch (member.Name)
            {
                case "type": break;
                case "role": role = member.Text(); break;
                case "content": content = member.IsNull ? null : PartsReader.Read(member); break;
                default: Carry(member, extra); break;
            }
        }

        if (role is not ("user" or "system" or "developer" or "assistant"))
        {
            Refuse(item, role);
        }

        if (content is null)
        {
            item.Missing("content");
            return;
        }

        if (role == "assistant")
        {
            TakeAnswer(content, extra);
            return;
        }

        Close();
        messages.Add(new ChatMessage(role == "user" ? MessageRole.User : MessageRole.System, content) { RoleWord = role == "developer" ? role : null, Extra = extra });
    }

    private void TakeAnswer(List<Block> content, List<Carry> extra)
    {
        if (open.Count > 0 && open[^1] is TextBlock or RefusalBlock)
        {
            Close();
        }

        if (content.Count == 0)
        {
            content.Add(new TextBlock(""));
        }

        content[0] = content[0] with { Extra = [.. extra.Select(e => new Carry(ItemNames.Prefix + e.Name, e.Json)), .. content[0].Extra] };
        open.AddRange(content);
    }

    private void ReadCall(JsonValue item, bool isCustom)
    {
        string? id = null;
        string? name = null;
        string? arguments = null;
        var extra = new List<Carry>();
        foreach (var member in item.Members())
        {
            switch (member.Name)
            {
                case "type": break;
                case "call_id": id = member.Text(); break;
                case "name": name = member.Text(); break;
                case "arguments" or "input": arguments = member.Text(); break;
                default: Carry(member, extra, ItemNames.Prefix); break;
            }
        }

        if (id is null || name is null || arguments is null)
        {
            item.Missing(id is null ? "call_id" : name is null ? "name" : isCustom ? "input" : "arguments");
            return;
        }

        calls.Add(id);
        open.Add(new ToolCallBlock(id, name, arguments) { IsCustom = isCustom, Extra = extra });
    }

    private void ReadResult(JsonValue item)
    {
        string? id = null;
        List<Block>? content = null;
        var extra = new List<Carry>();
        foreach (var member in item.Members())
        {
            switch (member.Name)
            {
                case "type": break;
                case "call_id": id = member.Text(); break;
                case "output": content = member.IsNull ? null : PartsReader.Read(member); break;
                default: Carry(member, extra, ItemNames.Prefix); break;
            }
        }

        if (id is null || content is null)
        {
            item.Missing(id is null ? "call_id" : "output");
            return;
        }

        if (!FollowsOn && !calls.Contains(id))
        {
            item.Refuse(Problem.Invalid($"'{item.Path}.call_id' names no call of a preceding item.", $"{item.Path}.call_id"));
        }

        Close();
        messages.Add(new ChatMessage(MessageRole.User, [new ToolResultBlock(id, content) { Extra = extra }]) { RoleWord = "tool" });
    }

    private void ReadReasoning(JsonValue item)
    {
        var texts = new List<string>();
        string? encrypted = null;
        string? id = null;
        var extra = new List<Carry>();
        foreach (var member in item.Members())
        {
            switch (member.Name)
            {
                case "type": break;
                case "id": id = member.Text(); break;
                case "encrypted_content": encrypted = member.Text(); break;
                case "summary" or "content":
                    var parts = member.Items(JsonLimits.BlocksMax).Select(p => p.Find("text") is { Kind: JsonValueKind.String } text ? text.Text() ?? "" : "").ToList();
                    texts.AddRange(parts);
                    if (member.Name == "content" ? parts.Count > 0 : parts.Count > 1)
                    {
                        Carry(member, extra, ItemNames.Prefix);
                    }

                    break;
                default: Carry(member, extra, ItemNames.Prefix); break;
            }
        }

        var block = SealEnvelope.Open(string.Join("\n\n", texts), encrypted, out var callId);
        if (callId is not null)
        {
            signatures[callId] = (block.Origin, block.Signature ?? "");
            return;
        }

        open.Add(block with { Id = block.Origin == DialectNames.Responses ? id : block.Id, Extra = extra });
    }

    /// <summary>An item of the provider's own tools, a reference, an approval: whole, on the side of whoever made it.</summary>
    private void ReadOther(JsonValue item, string type)
    {
        var block = new OpaqueBlock(DialectNames.Responses, type, item.Raw());
        if (type.EndsWith("_output", StringComparison.Ordinal) || type is "item_reference" or "mcp_approval_response" or "compaction_trigger")
        {
            Close();
            messages.Add(new ChatMessage(MessageRole.User, [block]) { RoleWord = ItemNames.Item });
        }
        else
        {
            open.Add(block);
        }
    }

    private void Close()
    {
        if (open.Count > 0)
        {
            messages.Add(new ChatMessage(MessageRole.Assistant, [.. open.Select(Signed)]));
            open.Clear();
        }
    }

    private Block Signed(Block block) =>
        block is ToolCallBlock call && signatures.TryGetValue(call.Id, out var seal) ? call with { Signature = seal.Seal } : block;

    private static void Carry(JsonValue member, List<Carry> extra, string prefix = "")
    {
        if (!member.IsNull)
        {
            extra.Add(new Carry(prefix + member.Name, member.Raw()));
        }
    }

    private static void Refuse(JsonValue item, string? role)
    {
        if (role is null)
        {
            item.Missing("role");
        }
        else
        {
            var word = role.Length <= 40 ? role : role[..40] + "…";
            item.Refuse(Problem.Invalid($"'{word}' is not a role. Use 'system', 'developer', 'user' or 'assistant'.", $"{item.Path}.role"));
        }
    }
}
