using System.Buffers;

namespace Strata.Dialects.Gemini;

/// <summary>Server-sent events (<c>alt=sse</c>). They end without an event of their own.</summary>
internal sealed class GeminiEventFrame : IGeminiFrame
{
    public static GeminiEventFrame Instance { get; } = new();

    public string ContentType => "text/event-stream";

    public void Write(ReadOnlySpan<byte> piece, IBufferWriter<byte> output)
    {
        output.Write("data: "u8);
        output.Write(piece);
        output.Write("\r\n\r\n"u8);
    }

    public void End(IBufferWriter<byte> output)
    {
    }
}
