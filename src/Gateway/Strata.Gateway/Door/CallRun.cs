using Microsoft.AspNetCore.Http;
using Strata.Gateway.Answers;
using Strata.Gateway.Calls;
using Strata.Routing.Plans;

namespace Strata.Gateway.Door;

/// <summary>A call on its way through the attempts: what stays the same over all of them.</summary>
internal sealed class CallRun(HttpContext http, Call call, CallerRequest request, CallerShape shape, IRoutePlan plan)
{
    public HttpContext Http => http;

    public Call Call => call;

    public CallerRequest Request => request;

    public CallerShape Shape => shape;

    public IRoutePlan Plan => plan;

    /// <summary>When the total of all attempts is up, as a timestamp.</summary>
    public long TotalEnds { get; init; } = long.MaxValue;
}
