using Microsoft.AspNetCore.Http;
using Strata.Core.Configuration;
using Strata.Dialects.Capture;
using Strata.Dialects.Wire;
using Strata.Gateway.Calls;
using Strata.Gateway.Options;
using Strata.Ledger.Rows;
using Strata.Traces.Recording;
using Strata.Tracing.Calls;

namespace Strata.Gateway.Settling;

/// <summary>
/// Gives calls their place among traces, and hands each to the recorder once it is settled. Without a recorder in this process calls
/// have no trace and nothing is kept of their texts.
/// </summary>
internal sealed class CallTraces(Live<GatewayOptions> options, SpanRecorder? recorder = null)
{
    public void Place(HttpContext http, Call call)
    {
        if (recorder is null)
        {
            return;
        }

        var headers = http.Request.Headers;
        var parent = headers.TraceParent;
        call.Trace = TracePlace.Of(call.Id, parent.Count > 0 ? parent.ToString() : "", parent.Count > 0 ? headers.TraceState.ToString() : "");
        if (call.Request!.Scan.MetadataAt.IsThere || headers.ContainsKey(HeaderWords.Metadata))
        {
            _ = CallMetadata.Read(headers, call.Request, out var said); // one that cannot be used is told by whoever needs it
            call.Said = said;
        }

        if (options.Current.CaptureContent)
        {
            call.Captured = new CapturedText(options.Current.CaptureBytesMax);
        }
    }

    public void Write(Call call, LedgerRow row)
    {
        if (recorder is null || !call.Trace.IsThere || call.Request is not { } request)
        {
            return;
        }

        // What a guardrail refused is not kept: it may be the secret that it was refused for.
        var keeps = call.Captured is not null && !(row.Status == LedgerStatus.Refused && row.Verdicts.Count > 0);
        CallSpans.Write(recorder, new CallFacts(call.Trace, row, call.Surface.Operation)
        {
            Prompt = keeps && request.IsIntact ? Part(request.Body, request.Scan.PromptAt) : default,
            System = keeps && request.IsIntact ? Part(request.Body, request.Scan.SystemAt) : default,
            Sent = keeps ? request.Rewritten : null,
            Answer = keeps ? call.Captured : null,
            PromptBytesMax = options.Current.CaptureBytesMax,
            Metadata = call.Said,
        });
    }

    private static ReadOnlyMemory<byte> Part(ReadOnlyMemory<byte> body, ByteRange at) => at.IsThere ? body.Slice(at.Start, at.Length) : default;
}
