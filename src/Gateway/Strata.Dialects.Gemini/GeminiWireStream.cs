using Strata.Dialects.Wire;

namespace Strata.Dialects.Gemini;

/// <summary>Every event stands for itself, so there is nothing to keep from one to the next.</summary>
internal sealed class GeminiWireStream : IWireStream
{
    public static GeminiWireStream Instance { get; } = new();

    public WireScan Scan(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, ITextSink? capture) => data.IsEmpty ? default : GeminiScanner.Scan(data, capture);
}
