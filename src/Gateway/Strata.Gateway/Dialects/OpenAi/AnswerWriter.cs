using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Strata.Core.Usage;
using Strata.Dialects.OpenAi;

namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>Writes a whole answer as one object.</summary>
internal static class AnswerWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Write(IBufferWriter<byte> target, AnswerShape shape, AnswerHead head, (string Text, string Finish) answer, in TokenUsage usage)
    {
        using var json = new Utf8JsonWriter(target, Options);
        json.WriteStartObject();
        json.WriteString("id"u8, head.Id);
        json.WriteString("object"u8, shape.Object);
        json.WriteNumber("created"u8, head.Created);
        json.WriteString("model"u8, head.Model);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        if (shape.IsChat)
        {
            json.WriteStartObject("message"u8);
            json.WriteString("role"u8, "assistant"u8);
            json.WriteString("content"u8, answer.Text);
            json.WriteNull("refusal"u8);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString("text"u8, answer.Text);
        }

        json.WriteNull("logprobs"u8);
        json.WriteString("finish_reason"u8, answer.Finish);
        json.WriteEndObject();
        json.WriteEndArray();
        UsageWriter.Write(json, usage);
        json.WriteString("system_fingerprint"u8, head.Fingerprint);
        json.WriteEndObject();
    }
}
