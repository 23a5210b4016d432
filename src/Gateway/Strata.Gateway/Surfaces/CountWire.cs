using Strata.Core.Results;
using Strata.Dialects.Wire;

namespace Strata.Gateway.Surfaces;

/// <summary>The byte path of counting: requests as the dialect has them, answers a number.</summary>
internal sealed class CountWire(IWire requests) : IWire
{
    public Result<WireRequest> ScanRequest(ReadOnlySpan<byte> body, in RequestTarget target) => requests.ScanRequest(body, target);

    public IReadOnlyList<ReadOnlyMemory<byte>> Splice(ReadOnlyMemory<byte> body, WireRequest request, in SpliceOptions options) => requests.Splice(body, request, options);

    public WireScan ScanAnswer(ReadOnlySpan<byte> body, ITextSink? capture) => new() { HasData = true };

    public IWireStream OpenStream() => throw new NotSupportedException("A count is no stream.");
}
