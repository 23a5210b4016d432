using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Anthropic;

/// <summary>The byte path of <c>/v1/messages</c>. Every stream tells its usage, so only the model is spliced in.</summary>
internal sealed class AnthropicWire : IWire
{
    private AnthropicWire()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static AnthropicWire Instance { get; } = new();

    /// <inheritdoc/>
    public Result<WireRequest> ScanRequest(ReadOnlySpan<byte> body, in RequestTarget target) => RequestScanner.Scan(body);

    /// <inheritdoc/>
    public IReadOnlyList<ReadOnlyMemory<byte>> Splice(ReadOnlyMemory<byte> body, WireRequest request, in SpliceOptions options)
    {
        var at = request.ModelAt;
        return options.RemoteModel == request.Model || !at.IsThere
            ? [body]
            : [body[..at.Start], Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(options.RemoteModel)}\""), body[(at.Start + at.Length)..]];
    }

    /// <inheritdoc/>
    public WireScan ScanAnswer(ReadOnlySpan<byte> body, ITextSink? capture)
    {
        var counts = default(UsageCounts);
        return AnswerScanner.Scan(body, ref counts, capture);
    }

    /// <inheritdoc/>
    public IWireStream OpenStream() => new RepeatingStream(new AnthropicWireStream());
}
