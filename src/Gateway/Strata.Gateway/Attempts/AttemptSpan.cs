using System.Diagnostics;
using System.Globalization;
using Strata.Gateway.Calls;
using Strata.Gateway.Diagnostics;
using Strata.Routing.Plans;

namespace Strata.Gateway.Attempts;

/// <summary>
/// The activity around an attempt in this process, below the attempt's own span: the model tells of its work below it. The attempt's
/// span itself is written with the call's, from its record; attempts elsewhere need no activity.
/// </summary>
internal static class AttemptSpan
{
    public static Activity? Start(Call call, in Candidate candidate, int number)
    {
        if (!call.Trace.IsThere || !candidate.Deployment.IsInProcess || !GatewayTelemetry.Source.HasListeners())
        {
            return null;
        }

        var parent = new ActivityContext(
            ActivityTraceId.CreateFromString(call.Trace.TraceText),
            ActivitySpanId.CreateFromString(call.Trace.AttemptSpan(number).ToString("x16", CultureInfo.InvariantCulture)),
            ActivityTraceFlags.Recorded);
        return GatewayTelemetry.Source.StartActivity("generate", ActivityKind.Internal, parent)?
            .SetTag("strata.organization.id", call.Caller.Organization)
            .SetTag("strata.project.id", call.Caller.Project)
            .SetTag("strata.key.id", call.Caller.KeyId);
    }
}
