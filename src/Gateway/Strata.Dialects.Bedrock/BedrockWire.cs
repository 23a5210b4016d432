using System.Text;
using System.Text.Json;
using Strata.Core.Results;
using Strata.Dialects.Json;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Bedrock;

/// <summary>The byte path: the model stands in the address, so the body passes as it is. A stream's <c>metadata</c> is its end.</summary>
internal sealed class BedrockWire : IWire, IWireStream
{
    private BedrockWire()
    {
    }

    /// <summary>The one instance; it has no state.</summary>
    public static BedrockWire Instance { get; } = new();

    /// <inheritdoc/>
    public Result<WireRequest> ScanRequest(ReadOnlySpan<byte> body, in RequestTarget target)
    {
        var scan = new WireRequest { Model = target.Model ?? "", Stream = target.Stream ?? false, IncludeUsage = true };
        if (Utf8Check.Of(body) is { } unreadable)
        {
            return unreadable;
        }

        if (scan.Model.Length is 0 or > JsonLimits.ModelCharsMax)
        {
            return Problem.Invalid(FormattableString.Invariant($"The address names no model of 1 to {JsonLimits.ModelCharsMax} characters."), "modelId");
        }

        try
        {
            return RequestScanner.Scan(body, scan);
        }
        catch (JsonException exception)
        {
            return JsonProblems.Malformed(exception);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ReadOnlyMemory<byte>> Splice(ReadOnlyMemory<byte> body, WireRequest request, in SpliceOptions options) => [body];

    /// <inheritdoc/>
    public WireScan ScanAnswer(ReadOnlySpan<byte> body, ITextSink? capture) => AnswerScanner.Scan(body, capture);

    /// <inheritdoc/>
    public IWireStream OpenStream() => this;

    /// <inheritdoc/>
    public WireScan Scan(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, ITextSink? capture)
    {
        var scan = AnswerScanner.Scan(data.IsEmpty ? "{}"u8 : data, capture);
        scan.IsEnd = name.SequenceEqual("metadata"u8);
        if (name.EndsWith("Exception"u8) || name.EndsWith("Error"u8))
        {
            scan.HasError = true;
            scan.ErrorCode = Encoding.UTF8.GetString(name);
        }
        else
        {
            scan.ErrorMessage = null;
        }

        return scan;
    }
}
