using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Strata.Gateway.Calls;
using Strata.Dialects.Capture;
using Strata.Gateway.Diagnostics;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Settling;

/// <summary>The server span of a request, with the GenAI conventions' names. It continues the caller's trace where one is given.</summary>
internal static class RequestSpan
{
    public static Activity? Start(HttpContext context, Call call)
    {
        if (!GatewayTelemetry.Source.HasListeners())
        {
            return null;
        }

        var parent = ActivityContext.TryParse(context.Request.Headers.TraceParent, context.Request.Headers.TraceState, isRemote: true, out var given) ? given : default;
        var surrounding = Activity.Current;
        Activity.Current = null; // the web host's own activity is nobody's parent: it may never be stored
        var activity = GatewayTelemetry.Source.StartActivity($"{call.Surface.Operation} {call.Model}", ActivityKind.Server, parent);
        if (activity is null)
        {
            Activity.Current = surrounding;
        }

        return activity?
            .SetTag("gen_ai.operation.name", call.Surface.Operation)
            .SetTag("gen_ai.request.model", call.Model)
            .SetTag("gen_ai.request.stream", call.Stream)
            .SetTag("strata.request.id", call.Id)
            .SetTag("strata.key.id", call.Caller.KeyId)
            .SetTag("strata.project.id", call.Caller.Project)
            .SetTag("http.request.method", context.Request.Method)
            .SetTag("url.path", context.Request.Path.Value);
    }

    public static void End(Call call, LedgerRow row)
    {
        if (call.Activity is not { } activity)
        {
            return;
        }

        activity
            .SetTag("gen_ai.provider.name", row.Provider)
            .SetTag("gen_ai.response.model", row.Deployment)
            .SetTag("gen_ai.response.id", row.UpstreamRequestId.Length > 0 ? row.UpstreamRequestId : row.Id)
            .SetTag("gen_ai.usage.input_tokens", row.Usage.Prompt)
            .SetTag("gen_ai.usage.output_tokens", row.Usage.Completion)
            .SetTag("gen_ai.usage.cache_read.input_tokens", row.Usage.CachedInput)
            .SetTag("strata.usage.source", LedgerWords.Of(row.UsageSource))
            .SetTag("strata.status", LedgerWords.Of(row.Status))
            .SetTag("http.response.status_code", row.HttpStatus);
        if (row.FinishReason.Length > 0)
        {
            activity.SetTag("gen_ai.response.finish_reasons", new[] { row.FinishReason });
        }

        if (row.CostNanos is { } nanos)
        {
            activity.SetTag("strata.cost.nanos", nanos); // absent: unpriced
        }

        if (row.FirstToken is { } first)
        {
            activity.SetTag("strata.time_to_first_token_ms", first.TotalMilliseconds);
        }

        if (call.Captured is { } answer)
        {
            activity.SetTag("gen_ai.output.messages", MessageCapture.Output(answer.ToString(), row.FinishReason));
        }

        if (row.ErrorCode.Length > 0)
        {
            activity.SetTag("error.type", row.ErrorCode);
            activity.SetStatus(ActivityStatusCode.Error);
        }

        activity.Dispose();
    }
}
