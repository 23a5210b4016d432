using System.Buffers;
using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi;

/// <summary>
/// What all chunks of one stream share, made once: a chunk is copies around what is new. Nothing is flushed here: the caller knows
/// when it waits.
/// </summary>
internal sealed class ChunkFrame
{
    private readonly byte[] open;
    private readonly byte[] close;
    private readonly AnswerHead head;

    public ChunkFrame(AnswerHead head, string id, string objectName)
    {
        this.head = head;
        close = head.IncludeUsage ? ",\"usage\":null}\n\n"u8.ToArray() : "}\n\n"u8.ToArray();
        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.Write("data: "u8);
        using (var json = JsonOut.Over(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            json.WriteString("object"u8, objectName);
            json.WriteNumber("created"u8, head.CreatedAt);
            json.WriteString("model"u8, head.Model);
            json.WriteSaid("system_fingerprint", head.Fingerprint);
            json.WritePropertyName("choices"u8);
        }

        open = buffer.WrittenSpan.ToArray();
    }

    /// <summary>A chunk whose choices are two constants around an escaped text.</summary>
    public void Text(ReadOnlySpan<byte> before, ReadOnlySpan<char> text, ReadOnlySpan<byte> after, IBufferWriter<byte> output)
    {
        output.Write(open);
        output.Write(before);
        Escaped(text, output);
        output.Write(after);
        output.Write(close);
    }

    /// <summary>A chunk with the choices as they are.</summary>
    public void Choices(ReadOnlySpan<byte> choices, IBufferWriter<byte> output)
    {
        output.Write(open);
        output.Write(choices);
        output.Write(close);
    }

    /// <summary>The usage of the whole request, in a chunk without choices.</summary>
    public void Usage(in TokenUsage usage, IBufferWriter<byte> output)
    {
        output.Write(open);
        output.Write("[],"u8);
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = JsonOut.Over(body))
        {
            json.WriteStartObject();
            UsageJson.WriteChat(json, usage, head.Cost?.Invoke());
            json.WriteEndObject();
        }

        output.Write(body.WrittenSpan[1..]);
        output.Write("\n\n"u8);
    }

    public static void Done(IBufferWriter<byte> output) => output.Write("data: [DONE]\n\n"u8);

    /// <summary>An error in the stream. No <c>[DONE]</c> may follow it.</summary>
    public static void Error(Problem problem, IBufferWriter<byte> output)
    {
        output.Write("data: "u8);
        OpenAiErrors.Write(problem, output);
        output.Write("\n\n"u8);
    }

    /// <summary>A comment: every reader of server-sent events passes over it.</summary>
    public static void KeepAlive(IBufferWriter<byte> output) => output.Write(": \n\n"u8);

    private static void Escaped(ReadOnlySpan<char> text, IBufferWriter<byte> output)
    {
        if (PlainEncoder.IsPlain(text))
        {
            Encoding.UTF8.GetBytes(text, output);
            return;
        }

        var escaped = JsonEncodedText.Encode(text, PlainEncoder.Instance);
        output.Write(escaped.EncodedUtf8Bytes);
    }
}
