using Strata.Core.Results;
using Strata.Dialects.OpenAi;
using Strata.Dialects.Tasks;
using Strata.Dialects.Wire;

namespace Strata.Gateway.Surfaces;

/// <summary>
/// Requests whose answers are not text: pictures, sounds, counts. A body of JSON or a form passes with only the model replaced; the
/// answer passes whatever it is, and is read for usage and errors where it is JSON.
/// </summary>
/// <param name="contentType">The request's content type where it is a form; null for JSON.</param>
/// <param name="modelDefault">What is asked where the body names no model; null where it must.</param>
internal sealed class RawWire(string? contentType = null, string? modelDefault = null) : IWire
{
    public static readonly RawWire Json = new();
    private MultipartForm? form;

    public Result<WireRequest> ScanRequest(ReadOnlySpan<byte> body, in RequestTarget target)
    {
        if (contentType is null)
        {
            return modelDefault is not null && ModerationFacts.ReadRequest(body.ToArray()) is { IsOk: true, Value: { HasModel: false } facts }
                ? new WireRequest { Model = facts.Model, PromptAt = new ByteRange(0, body.Length) }
                : OpenAiWire.Instance.ScanRequest(body, target);
        }

        if (!MultipartScanner.Scan(body, contentType).Try(out form, out var problem))
        {
            return problem;
        }

        return form.Model.Length > 0
            ? new WireRequest { Model = form.Model, ModelAt = form.ModelAt }
            : Problem.Invalid("The form must name a model: a field 'model'.", "model");
    }

    public IReadOnlyList<ReadOnlyMemory<byte>> Splice(ReadOnlyMemory<byte> body, WireRequest request, in SpliceOptions options) =>
        form is not null ? form.Splice(body, options.RemoteModel)
        : request.ModelAt.IsThere ? OpenAiWire.Instance.Splice(body, request, options with { AskUsage = false })
        : [body];

    public WireScan ScanAnswer(ReadOnlySpan<byte> body, ITextSink? capture)
    {
        var scan = body.TrimStart(" \r\n\t"u8) is [(byte)'{', ..] ? OpenAiWire.Instance.ScanAnswer(body, null) : default;
        return scan.HasError ? scan : scan with { IsBroken = false, HasData = true };
    }

    public IWireStream OpenStream() => throw new NotSupportedException("These answers are not read as streams.");
}
