using Strata.Core.Results;
using Strata.Gateway.Calls;
using Strata.Gateway.Exchanges;
using Strata.Routing.Plans;

namespace Strata.Gateway.Attempts;

/// <summary>Begins the exchange with a candidate: a model of this process, or a provider over HTTP.</summary>
internal sealed class Targets(HttpExchanges http, LocalExchanges local, TimeProvider time)
{
    public ValueTask<Result<Exchange>> BeginAsync(CallRun run, in Candidate candidate, AttemptRecord record, CancellationToken cancellationToken)
    {
        var totalEnds = time.GetTimestamp() + (long)(run.Plan.Left.TotalSeconds * time.TimestampFrequency);
        var start = new AttemptStart
        {
            Request = run.Request,
            Candidate = candidate,
            Record = record,
            Clock = new AttemptClock(time, totalEnds, cancellationToken),
            Shape = run.Shape,
            CallerToken = cancellationToken,
        };
        return candidate.Deployment.IsInProcess
            ? local.BeginAsync(start, run.Opened, run.Plan.Rule.Deployments.Count == 1, cancellationToken)
            : http.BeginAsync(start, cancellationToken);
    }
}
