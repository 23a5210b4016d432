using Strata.Core.Results;
using Strata.Dialects.Wire;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>The byte path of Responses. Its streams always tell their usage, so nothing is asked for; their last event is their end.</summary>
public sealed class ResponsesWire : IWire, IWireStream
{
    private ResponsesWire()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static ResponsesWire Instance { get; } = new();

    /// <inheritdoc/>
    public Result<WireRequest> ScanRequest(ReadOnlySpan<byte> body, in RequestTarget target) => RequestScanner.Scan(body);

    /// <inheritdoc/>
    public IReadOnlyList<ReadOnlyMemory<byte>> Splice(ReadOnlyMemory<byte> body, WireRequest request, in SpliceOptions options) =>
        RequestSplice.Build(body, request, options with { AskUsage = false });

    /// <inheritdoc/>
    public WireScan ScanAnswer(ReadOnlySpan<byte> body, ITextSink? capture) => ResponseScanner.Answer(body, capture);

    /// <inheritdoc/>
    public IWireStream OpenStream() => this;

    /// <inheritdoc/>
    public WireScan Scan(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, ITextSink? capture) =>
        data.IsEmpty ? default : data.SequenceEqual("[DONE]"u8) ? default : ResponseScanner.Event(data, capture);
}
