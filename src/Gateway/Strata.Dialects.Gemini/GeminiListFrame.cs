using System.Buffers;

namespace Strata.Dialects.Gemini;

/// <summary>
/// One JSON list that grows (a stream without <c>alt=sse</c>). On the byte path it turns a provider's events into the list that the
/// caller asked for. A stream that breaks off stays without its closing bracket.
/// </summary>
public sealed class GeminiListFrame : IGeminiFrame
{
    private bool isOpen;

    /// <summary>The response's content type.</summary>
    public string ContentType => "application/json";

    /// <summary>Writes a piece: an object, whole.</summary>
    public void Write(ReadOnlySpan<byte> piece, IBufferWriter<byte> output)
    {
        output.Write(isOpen ? ",\r\n"u8 : "["u8);
        output.Write(piece);
        isOpen = true;
    }

    /// <summary>Closes the list.</summary>
    public void End(IBufferWriter<byte> output) => output.Write(isOpen ? "]"u8 : "[]"u8);
}
