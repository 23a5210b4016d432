using Microsoft.AspNetCore.Http;
using Strata.Core.Configuration;
using Strata.Core.Identity;
using Strata.Gateway.Calls;
using Strata.Dialects.Capture;
using Strata.Identity.Keys;
using Strata.Gateway.Options;
using Strata.Gateway.Settling;
using Strata.Gateway.Surfaces;
using Strata.Http;

namespace Strata.Gateway.Door;

/// <summary>Makes calls: the id before anything else, the span when the request is understood.</summary>
internal sealed class CallSource(KeyStore keys, IIdSource ids, Live<GatewayOptions> options, TimeProvider time)
{
    public Call Begin(HttpContext http, Surface surface)
    {
        var caller = http.Caller();
        return new Call
        {
            Id = http.TraceIdentifier is ['r', 'e', 'q', '_', ..] named ? named : ids.Next("req"), // the edge names requests
            Caller = caller,
            Key = keys.Find(caller.KeyId),
            Surface = surface,
            At = time.GetUtcNow(),
            StartedAt = time.GetTimestamp(),
        };
    }

    public void Recognise(HttpContext http, Call call, CallerRequest request)
    {
        var scan = request.Scan;
        call.Request = request;
        call.Model = scan.Model;
        call.Stream = request.Stream;
        call.PromptTokens = scan.PromptEstimate;
        call.Tags = Governance.Read(http.Request.Headers, scan, call.Key?.Tags ?? []);
        call.Activity = RequestSpan.Start(http, call);
        if (call.Activity is { IsAllDataRequested: true } && options.Current.CaptureContent && scan.PromptAt.IsThere)
        {
            call.Captured = new CapturedText(options.Current.CaptureBytesMax);
            call.Activity.SetTag("gen_ai.input.messages", MessageCapture.Input(scan.PromptAt.Of(request.Body.Span), options.Current.CaptureBytesMax));
        }
    }
}
