using System.Buffers;
using System.Text.Json;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Chat;

/// <summary>Writes a whole answer as one object.</summary>
internal static class ChatAnswerWriter
{
    public static void Write(ChatAnswer answer, AnswerHead head, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        json.WriteString("id"u8, "chatcmpl-" + head.Id);
        json.WriteString("object"u8, "chat.completion"u8);
        json.WriteNumber("created"u8, head.CreatedAt);
        json.WriteString("model"u8, head.Model);
        json.WriteStartArray("choices"u8);
        foreach (var choice in answer.Choices)
        {
            WriteChoice(json, choice);
        }

        json.WriteEndArray();
        if (answer.Usage is { } usage)
        {
            UsageJson.WriteChat(json, usage, head.Cost?.Invoke());
        }

        json.WriteSaid("service_tier", answer.ServiceTier);
        json.WriteSaid("system_fingerprint", head.Fingerprint);
        if (answer.Dialect == DialectNames.Chat)
        {
            json.WriteCarries(head.Fingerprint is null ? answer.Extra : [.. answer.Extra.Where(e => e.Name != "system_fingerprint")]);
        }

        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, AnswerChoice choice)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, choice.Index);
        json.WriteStartObject("message"u8);
        WriteMessage(json, choice.Blocks);
        json.WriteEndObject();
        json.WritePropertyName("logprobs"u8);
        if (choice.LogProbs.IsEmpty)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteRawValue(choice.LogProbs.Span, skipInputValidation: true);
        }

        json.WriteString("finish_reason"u8, Finish.Write(choice.StopReason, choice.StopWord));
        json.WriteSaid("native_finish_reason", Finish.Native(choice.StopReason, choice.StopWord));
        json.WriteSaid("stop_reason", choice.StopSequence);
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, IReadOnlyList<Block> blocks)
    {
        json.WriteString("role"u8, "assistant"u8);
        var hasText = blocks.Any(b => b is TextBlock);
        if (hasText || !blocks.Any(b => b is ToolCallBlock or RefusalBlock or AudioBlock or ImageBlock))
        {
            json.WriteString("content"u8, string.Concat(blocks.OfType<TextBlock>().Select(t => t.Text)));
        }
        else
        {
            json.WriteNull("content"u8);
        }

        var refusal = string.Concat(blocks.OfType<RefusalBlock>().Select(r => r.Text));
        json.WriteString("refusal"u8, refusal.Length > 0 ? refusal : null);
        ChatThinking.Write(json, [.. blocks.OfType<ThinkingBlock>()]);
        WriteList(json, "tool_calls", blocks.OfType<ToolCallBlock>(), ChatToolCalls.Write);
        WriteCitations(json, blocks);
        WriteList(json, "images", blocks.OfType<ImageBlock>(), WriteImage);
        WriteList(json, "provider_blocks", blocks.OfType<OpaqueBlock>(), static (to, b) => ProviderBlocks.Write(to, b.Dialect, b.Json));
        if (blocks.OfType<AudioBlock>().FirstOrDefault() is { } audio)
        {
            WriteAudio(json, audio);
        }
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        var isOpen = false;
        foreach (var item in items)
        {
            if (!isOpen)
            {
                json.WriteStartArray(name);
                isOpen = true;
            }

            write(json, item);
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }
    }

    /// <summary>Citations are raw lists; those of other dialects stand here in their own shape.</summary>
    private static void WriteCitations(Utf8JsonWriter json, IReadOnlyList<Block> blocks)
    {
        var lists = blocks.OfType<TextBlock>().Where(t => t.Citations.Length > 2).Select(t => t.Citations[1..^1]).ToList();
        if (lists.Count > 0)
        {
            json.WritePropertyName("annotations"u8);
            json.WriteRawValue([(byte)'[', .. lists.SelectMany((l, i) => i == 0 ? l.ToArray() : [(byte)',', .. l.Span]), (byte)']'], skipInputValidation: true);
        }
    }

    private static void WriteImage(Utf8JsonWriter json, ImageBlock image)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "image_url"u8);
        json.WriteStartObject("image_url"u8);
        json.WriteString("url"u8, DataUrl.Write(image.Source, "image/png"));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAudio(Utf8JsonWriter json, AudioBlock audio)
    {
        json.WriteStartObject("audio"u8);
        json.WriteString("data"u8, audio.Source.Base64);
        json.WriteSaid("transcript", audio.Transcript);
        json.WriteCarries(audio.Extra);
        json.WriteEndObject();
    }
}
