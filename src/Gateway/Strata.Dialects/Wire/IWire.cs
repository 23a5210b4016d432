using Strata.Core.Results;

namespace Strata.Dialects.Wire;

/// <summary>
/// The byte path of a dialect: the caller's bytes go to a provider of the same dialect with model and credential replaced, the
/// provider's bytes come back as they are. Nothing is built into objects; what the ledger and the router need is read in passing.
/// </summary>
public interface IWire
{
    /// <summary>Reads a request in one pass. Problems are those of JSON: not UTF-8, malformed, a model twice.</summary>
    Result<WireRequest> ScanRequest(ReadOnlySpan<byte> body, in RequestTarget target);

    /// <summary>The parts of the body as the upstream gets it.</summary>
    IReadOnlyList<ReadOnlyMemory<byte>> Splice(ReadOnlyMemory<byte> body, WireRequest request, in SpliceOptions options);

    /// <summary>Reads a whole answer.</summary>
    WireScan ScanAnswer(ReadOnlySpan<byte> body, ITextSink? capture);

    /// <summary>Opens a reader of one stream's events.</summary>
    IWireStream OpenStream();
}
