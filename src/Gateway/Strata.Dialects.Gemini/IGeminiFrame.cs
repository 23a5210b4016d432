using System.Buffers;

namespace Strata.Dialects.Gemini;

/// <summary>How the pieces of a stream follow each other: events, or items of one list.</summary>
internal interface IGeminiFrame
{
    string ContentType { get; }

    void Write(ReadOnlySpan<byte> piece, IBufferWriter<byte> output);

    void End(IBufferWriter<byte> output);
}
