using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Strata.Core.Usage;
using Strata.Dialects.Canonical;
using Strata.Dialects.Json;

namespace Strata.Dialects.Ollama;

/// <summary>Writes one object of an answer, in chat's or generate's form.</summary>
internal sealed class OllamaLineWriter(AnswerHead head, bool isChat)
{
    private readonly string createdAt = DateTimeOffset.FromUnixTimeSeconds(head.CreatedAt).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public void Write(IBufferWriter<byte> output, OllamaContent content, Action<Utf8JsonWriter> end)
    {
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        json.WriteString("model"u8, head.Model);
        json.WriteString("created_at"u8, createdAt);
        if (isChat)
        {
            json.WriteStartObject("message"u8);
            json.WriteString("role"u8, "assistant"u8);
            json.WriteString("content"u8, content.Text);
        }
        else
        {
            json.WriteString("response"u8, content.Text);
        }

        json.WriteSaid("thinking", content.Thinking.Length > 0 ? content.Thinking : null);
        if (content.Images.Count > 0)
        {
            json.WriteStartArray("images"u8);
            foreach (var image in content.Images)
            {
                json.WriteStringValue(image);
            }

            json.WriteEndArray();
        }

        if (content.Calls.Count > 0)
        {
            json.WriteStartArray("tool_calls"u8);
            for (var i = 0; i < content.Calls.Count; i++)
            {
                OllamaToolWriter.Call(json, content.Calls[i], i);
            }

            json.WriteEndArray();
        }

        if (isChat)
        {
            json.WriteEndObject();
        }

        end(json);
        json.WriteEndObject();
    }

    /// <summary>The members of the last object. Durations are the provider's where it is an Ollama, else ours as a whole.</summary>
    public void End(Utf8JsonWriter json, string reason, TokenUsage? usage, IReadOnlyList<Carry> own)
    {
        json.WriteBoolean("done"u8, true);
        json.WriteString("done_reason"u8, reason);
        if (own.Count > 0)
        {
            json.WriteCarries(own);
        }
        else if (head.Elapsed is { } elapsed)
        {
            json.WriteNumber("total_duration"u8, (long)elapsed().TotalNanoseconds);
        }

        if (usage is { } counts)
        {
            json.WriteNumber("prompt_eval_count"u8, counts.Prompt);
            json.WriteNumber("eval_count"u8, counts.Completion);
        }
    }
}
