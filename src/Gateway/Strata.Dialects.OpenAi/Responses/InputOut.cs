using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>Writes turns as items of an input. What has no shape here is told to <paramref name="refuse"/>, with its turn and block.</summary>
/// <param name="json">Where to; a list stands open.</param>
/// <param name="items">Writes what an assistant said.</param>
/// <param name="newId">Makes ids of items that came without; null where they go without.</param>
/// <param name="refuse">Told of what has no shape here; its part is left empty.</param>
internal sealed class InputOut(Utf8JsonWriter json, ItemsOut items, Func<string, string>? newId, Action<int, int> refuse)
{
    private readonly HashSet<string> customCalls = new(StringComparer.Ordinal);

    public void Write(ChatMessage message, int index)
    {
        customCalls.UnionWith(message.Blocks.OfType<ToolCallBlock>().Where(c => c.IsCustom).Select(c => c.Id));
        if (message.Role == MessageRole.Assistant)
        {
            WriteAssistant(message);
            return;
        }

        var rest = new List<(Block Block, int Number)>();
        for (var i = 0; i < message.Blocks.Count; i++)
        {
            switch (message.Blocks[i])
            {
                case ToolResultBlock result: WriteResult(result, index, i); break;
                case OpaqueBlock { Dialect: DialectNames.Responses } opaque when message.RoleWord == ItemNames.Item:
                    json.WriteRawValue(OneLine.Of(opaque.Json).Span, skipInputValidation: true);
                    break;
                case var block: rest.Add((block, i)); break;
            }
        }

        if (rest.Count > 0 || message.Blocks.Count == 0)
        {
            WriteMessage(message, rest, index);
        }
    }

    /// <summary>Plain words of an assistant need no item with an id; everything else is written as it was put out.</summary>
    private void WriteAssistant(ChatMessage message)
    {
        var isPlain = newId is null && message.Blocks is [TextBlock { Citations.IsEmpty: true } or not TextBlock] or [];
        if (isPlain && (message.Blocks.Count == 0 || message.Blocks[0] is TextBlock text && text.Extra.Count == 0))
        {
            json.WriteStartObject();
            json.WriteString("role", "assistant");
            json.WriteString("content", string.Concat(message.Blocks.OfType<TextBlock>().Select(t => t.Text)));
            Extra(message);
            json.WriteEndObject();
            return;
        }

        items.Write(message.Blocks);
    }

    private void WriteMessage(ChatMessage message, List<(Block Block, int Number)> parts, int index)
    {
        json.WriteStartObject();
        json.WriteString("type", "message");
        if (!message.Extra.Any(e => e.Name == "id"))
        {
            json.WriteSaid("id", newId?.Invoke("msg"));
        }

        json.WriteString("role", message.Role == MessageRole.User ? "user" : message.RoleWord == "developer" ? "developer" : "system");
        if (parts is [(TextBlock { Extra.Count: 0 } only, _)] && newId is null)
        {
            json.WriteString("content", only.Text);
        }
        else
        {
            WriteParts("content", parts, index);
        }

        Extra(message);
        json.WriteEndObject();
    }

    private void WriteResult(ToolResultBlock result, int index, int number)
    {
        json.WriteStartObject();
        json.WriteString("type", customCalls.Contains(result.CallId) ? "custom_tool_call_output" : "function_call_output");
        json.WriteString("call_id", result.CallId);
        if (!result.IsError && result.Content is [TextBlock { Extra.Count: 0 } only])
        {
            json.WriteString("output", only.Text);
        }
        else if (result.Content.Count == 0 && !result.IsError)
        {
            json.WriteString("output", "");
        }
        else
        {
            IEnumerable<Block> content = result.IsError ? [new TextBlock("The tool failed:"), .. result.Content] : result.Content;
            WriteParts("output", [.. content.Select(b => (b, number))], index);
        }

        foreach (var carry in result.Extra.Where(e => e.Name.StartsWith(ItemNames.Prefix, StringComparison.Ordinal)))
        {
            json.WriteRaw(carry.Name[ItemNames.Prefix.Length..], OneLine.Of(carry.Json));
        }

        json.WriteEndObject();
    }

    private void WriteParts(string name, List<(Block Block, int Number)> parts, int index)
    {
        json.WriteStartArray(name);
        foreach (var (block, number) in parts)
        {
            if (block is OpaqueBlock { Dialect: DialectNames.Responses } opaque)
            {
                json.WriteRawValue(OneLine.Of(opaque.Json).Span, skipInputValidation: true);
                continue;
            }

            json.WriteStartObject();
            if (!PartsOut.Write(json, block))
            {
                refuse(index, number);
            }

            json.WriteCarries([.. block.Extra.Where(e => !e.Name.Contains('.', StringComparison.Ordinal))]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Extra(ChatMessage message)
    {
        foreach (var carry in message.Extra)
        {
            json.WriteRaw(carry.Name, OneLine.Of(carry.Json));
        }
    }
}
