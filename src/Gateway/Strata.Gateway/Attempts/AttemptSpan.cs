using System.Diagnostics;
using Strata.Gateway.Calls;
using Strata.Gateway.Diagnostics;
using Strata.Gateway.Exchanges;
using Strata.Routing.Plans;

namespace Strata.Gateway.Attempts;

/// <summary>The client span of an attempt, with the GenAI conventions' names; only where the request itself is sampled.</summary>
internal static class AttemptSpan
{
    public static Activity? Start(Call call, in Candidate candidate) => call.Activity is not { } parent
        ? null
        : GatewayTelemetry.Source.StartActivity($"{call.Surface.Operation} {candidate.Deployment.RemoteModel}", ActivityKind.Client, parent.Context)?
            .SetTag("gen_ai.operation.name", call.Surface.Operation)
            .SetTag("gen_ai.provider.name", candidate.Deployment.Provider.Name)
            .SetTag("gen_ai.request.model", candidate.Deployment.RemoteModel)
            .SetTag("strata.attempt", candidate.Number)
            .SetTag("server.address", candidate.Deployment.Provider.Url.Host)
            .SetTag("server.port", candidate.Deployment.Provider.Url.Port);

    public static void End(Exchange exchange)
    {
        if (exchange.Span is not { } span)
        {
            return;
        }

        span.SetTag("http.response.status_code", exchange.Record.HttpStatus);
        if (exchange.Fault is { } fault)
        {
            span.SetTag("error.type", fault.Reason).SetStatus(ActivityStatusCode.Error);
        }

        span.Dispose();
    }
}
