using Strata.Core.Results;
using Strata.Dialects.Wire;

namespace Strata.Dialects.OpenAi;

/// <summary>The byte path of chat, legacy completions and embeddings: their bodies differ, but not in what is read in passing.</summary>
public sealed class OpenAiWire : IWire, IWireStream
{
    private OpenAiWire()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static OpenAiWire Instance { get; } = new();

    /// <inheritdoc/>
    public Result<WireRequest> ScanRequest(ReadOnlySpan<byte> body, in RequestTarget target) => RequestScanner.Scan(body);

    /// <inheritdoc/>
    public IReadOnlyList<ReadOnlyMemory<byte>> Splice(ReadOnlyMemory<byte> body, WireRequest request, in SpliceOptions options) => RequestSplice.Build(body, request, options);

    /// <inheritdoc/>
    public WireScan ScanAnswer(ReadOnlySpan<byte> body, ITextSink? capture) => AnswerScanner.Scan(body, capture);

    /// <inheritdoc/>
    public IWireStream OpenStream() => new RepeatingStream(this);

    /// <inheritdoc/>
    public WireScan Scan(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, ITextSink? capture) =>
        data.SequenceEqual("[DONE]"u8) ? new WireScan { IsEnd = true } : data.IsEmpty ? default : AnswerScanner.Scan(data, capture);
}
