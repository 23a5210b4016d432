using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Dialects.OpenAi;
using Strata.Http;

namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>
/// Writes a streamed answer as server-sent events. What all chunks share is made once; a chunk is two copies around an escaped
/// text, without an object or a string of its own. Nothing is flushed here: the caller knows when it waits.
/// </summary>
internal sealed class ChunkWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly IBufferWriter<byte> target;
    private readonly AnswerShape shape;
    private readonly byte[] open;
    private readonly byte[] textOpen;
    private readonly byte[] textClose;
    private readonly string close;

    public ChunkWriter(IBufferWriter<byte> target, AnswerShape shape, AnswerHead head, bool includeUsage)
    {
        this.target = target;
        this.shape = shape;
        close = includeUsage ? ",\"usage\":null}\n\n" : "}\n\n";
        open = Open(shape, head);
        textOpen = [.. open, .. Encoding.UTF8.GetBytes(shape.TextOpen)];
        textClose = Encoding.UTF8.GetBytes(shape.TextClose + close);
    }

    /// <summary>The chunk that says who speaks, before the first token is known.</summary>
    public void Role()
    {
        if (shape.RoleChoices is { } choices)
        {
            target.Write(open);
            Raw(choices);
            Raw(close);
        }
    }

    public void Text(ReadOnlySpan<char> text)
    {
        target.Write(textOpen);
        Escaped(text);
        target.Write(textClose);
    }

    public void Finish(string reason)
    {
        target.Write(open);
        Raw(shape.FinishOpen);
        Raw(reason);
        Raw("\"}]");
        Raw(close);
    }

    /// <summary>The usage of the whole request, in a chunk without choices.</summary>
    public void Usage(in TokenUsage usage)
    {
        target.Write(open);
        Raw("[],");
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body, Options))
        {
            json.WriteStartObject();
            UsageWriter.Write(json, usage);
            json.WriteEndObject();
        }

        target.Write(body.WrittenSpan[1..]);
        Raw("\n\n");
    }

    public void Done() => target.Write("data: [DONE]\n\n"u8);

    /// <summary>An error in the stream. No <c>[DONE]</c> may follow it.</summary>
    public static void Error(IBufferWriter<byte> target, Problem problem)
    {
        target.Write("data: "u8);
        target.Write(ErrorObject.Utf8(problem));
        target.Write("\n\n"u8);
    }

    private static byte[] Open(AnswerShape shape, AnswerHead head)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.Write("data: "u8);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, head.Id);
            json.WriteString("object"u8, shape.ChunkObject);
            json.WriteNumber("created"u8, head.Created);
            json.WriteString("model"u8, head.Model);
            json.WriteString("system_fingerprint"u8, head.Fingerprint);
            json.WritePropertyName("choices"u8);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void Raw(string text) => Encoding.UTF8.GetBytes(text, target);

    private void Escaped(ReadOnlySpan<char> text)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var bytes = utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8));
        if (JavaScriptEncoder.UnsafeRelaxedJsonEscaping.FindFirstCharacterToEncodeUtf8(bytes) < 0)
        {
            target.Write(bytes);
        }
        else
        {
            var room = target.GetSpan(bytes.Length * 6);
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.EncodeUtf8(bytes, room, out _, out var written);
            target.Advance(written);
        }

        ArrayPool<byte>.Shared.Return(utf8);
    }
}
