using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>
/// Writes what an assistant said as items: texts and refusals that stand together are one message; every call, every piece of
/// reasoning, every picture is an item of its own. Whole and lossless: seals of other providers go in their envelope.
/// </summary>
/// <param name="json">Where to; a list stands open.</param>
/// <param name="newId">Makes the id of an item that came without, from its prefix; null where items go without.</param>
/// <param name="status">The status of items that came without; null where they go without.</param>
internal sealed class ItemsOut(Utf8JsonWriter json, Func<string, string>? newId, string? status)
{
    public void Write(IReadOnlyList<Block> blocks, ReadOnlyMemory<byte> probabilities = default)
    {
        for (var i = 0; i < blocks.Count;)
        {
            var count = 1;
            if (IsSpoken(blocks[i]))
            {
                while (i + count < blocks.Count && IsSpoken(blocks[i + count]) && !ItemNames.StartsItem(blocks[i + count]))
                {
                    count++;
                }

                WriteMessage([.. blocks.Skip(i).Take(count)], probabilities);
                probabilities = default;
            }
            else
            {
                WriteItem(blocks[i]);
            }

            i += count;
        }
    }

    public void WriteItem(Block block)
    {
        switch (block)
        {
            case OpaqueBlock { Dialect: DialectNames.Responses } opaque:
                json.WriteRawValue(OneLine.Of(opaque.Json).Span, skipInputValidation: true);
                break;
            case ToolCallBlock call: WriteCall(call); break;
            case ThinkingBlock thinking: WriteReasoning(thinking); break;
            default: WriteOther(block); break;
        }
    }

    public void WriteReasoning(ThinkingBlock thinking, string? callId = null)
    {
        Open("reasoning", thinking, thinking.Id);
        if (!HasCarried(thinking, "summary"))
        {
            json.WriteStartArray("summary");
            if (thinking.Text.Length > 0 && !HasCarried(thinking, "content"))
            {
                json.WriteStartObject();
                json.WriteString("type", "summary_text");
                json.WriteString("text", thinking.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteSaid("encrypted_content", SealEnvelope.Close(thinking, callId));
        Close(thinking);
    }

    private static bool IsSpoken(Block block) => block is TextBlock or RefusalBlock;

    private static bool HasCarried(Block block, string name) => block.Extra.Any(e => e.Name == ItemNames.Prefix + name);

    private void WriteMessage(List<Block> parts, ReadOnlyMemory<byte> probabilities)
    {
        Open("message", parts[0], null);
        if (status is not null && !HasCarried(parts[0], "status"))
        {
            json.WriteString("status", status);
        }

        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        foreach (var part in parts)
        {
            PartsOut.WriteOutput(json, part, part is TextBlock ? probabilities : default);
            probabilities = part is TextBlock ? default : probabilities;
        }

        json.WriteEndArray();
        Close(parts[0]);
    }

    private void WriteCall(ToolCallBlock call)
    {
        Open(call.IsCustom ? "custom_tool_call" : "function_call", call, null);
        json.WriteString("call_id", call.Id);
        json.WriteString("name", call.Name);
        json.WriteString(call.IsCustom ? "input" : "arguments", call.Arguments);
        if (status is not null && !call.IsCustom && !HasCarried(call, "status"))
        {
            json.WriteString("status", status);
        }

        Close(call);
        if (call.Signature is { } signature && newId is not null)
        {
            WriteReasoning(new ThinkingBlock("") { Origin = "gemini", Signature = signature }, call.Id);
        }
    }

    private void WriteOther(Block block)
    {
        if (block is ImageBlock { Source.Base64: { } data })
        {
            Open("image_generation_call", block, null);
            json.WriteString("status", "completed");
            json.WriteString("result", data);
        }
        else
        {
            Open("provider_block", block, null);
            json.WriteString("dialect", block is OpaqueBlock opaque ? opaque.Dialect : "strata");
            json.WriteRaw("block", block is OpaqueBlock whole ? OneLine.Of(whole.Json) : "{}"u8.ToArray());
        }

        json.WriteEndObject();
    }

    private void Open(string type, Block block, string? id)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteSaid("id", HasCarried(block, "id") ? null : id ?? newId?.Invoke(ItemNames.IdPrefix(block)));
    }

    private void Close(Block block)
    {
        foreach (var carry in block.Extra)
        {
            if (carry.Name.StartsWith(ItemNames.Prefix, StringComparison.Ordinal))
            {
                json.WriteRaw(carry.Name[ItemNames.Prefix.Length..], OneLine.Of(carry.Json));
            }
        }

        json.WriteEndObject();
    }
}
