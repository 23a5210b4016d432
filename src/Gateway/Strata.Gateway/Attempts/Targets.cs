using Strata.Routing.Clocks;
using Strata.Core.Results;
using Strata.Dialects.Canonical;
using Strata.Gateway.Answers;
using Strata.Gateway.Calls;
using Strata.Gateway.Exchanges;
using Strata.Routing.Plans;

namespace Strata.Gateway.Attempts;

/// <summary>Begins the exchange with a candidate: a model of this process, a provider over HTTP, or a failure that is rehearsed.</summary>
internal sealed class Targets(HttpExchanges http, LocalExchanges local, AttemptClocks clocks, TimeProvider time)
{
    public ValueTask<Result<Exchange>> BeginAsync(CallRun run, in Candidate candidate, AttemptRecord record, CancellationToken cancellationToken) =>
        BeginAsync(run, Start(run, candidate, record, null, cancellationToken), cancellationToken);

    /// <summary>Begins an exchange that goes on with what another one wrote.</summary>
    public ValueTask<Result<Exchange>> ContinueAsync(CallRun run, in Candidate candidate, AttemptRecord record, CanonicalOutput output, ChatRequest rest, CancellationToken cancellationToken) =>
        BeginAsync(run, Start(run, candidate, record, (output, rest), cancellationToken), cancellationToken);

    private ValueTask<Result<Exchange>> BeginAsync(CallRun run, AttemptStart start, CancellationToken cancellationToken)
    {
        if (start.Injection is { Kind: not InjectionKind.CutAfter } injection)
        {
            return new(new InjectedExchange(start, injection, start.Candidate.Clocks.FirstByte, time));
        }

        return start.Deployment.IsInProcess
            ? local.BeginAsync(start, run.Opened, run.Plan.Rule.Deployments.Count == 1, cancellationToken)
            : http.BeginAsync(start, cancellationToken);
    }

    private AttemptStart Start(CallRun run, in Candidate candidate, AttemptRecord record, (CanonicalOutput Output, ChatRequest Asked)? broken, CancellationToken cancellationToken)
    {
        var totalEnds = time.GetTimestamp() + (long)(run.Plan.Left.TotalSeconds * time.TimestampFrequency);
        var request = run.Request;
        return new AttemptStart
        {
            Request = broken is { } left ? new CallerRequest(request.Surface, request.Target, request.Scan, request.Body) { DialectHeaders = request.DialectHeaders, Rewritten = left.Asked } : request,
            Candidate = candidate,
            Record = record,
            Clock = clocks.Start(totalEnds, cancellationToken),
            Shape = run.Shape,
            Output = broken?.Output,
            Injection = run.Injection is { } injection && record.Number <= injection.Attempts ? injection : null,
            CallerToken = cancellationToken,
        };
    }
}
