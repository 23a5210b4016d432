using Microsoft.AspNetCore.Http;
using Strata.Core.Identity;
using Strata.Gateway.Calls;
using Strata.Identity.Keys;
using Strata.Gateway.Settling;
using Strata.Gateway.Surfaces;
using Strata.Http;

namespace Strata.Gateway.Door;

/// <summary>Makes calls: the id before anything else, the place among traces when the request is understood.</summary>
internal sealed class CallSource(KeyStore keys, IIdSource ids, CallTraces traces, TimeProvider time)
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
        traces.Place(http, call);
    }
}
