using Microsoft.Extensions.Logging;
using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Gateway.Answers;
using Strata.Gateway.Calls;
using Strata.Gateway.Diagnostics;
using Strata.Gateway.Exchanges;
using Strata.Gateway.Guarding;
using Strata.Gateway.Settling;
using Strata.Gateway.Upstreams;
using Strata.Ledger.Rows;
using Strata.Routing.Health;
using Strata.Routing.Plans;

namespace Strata.Gateway.Attempts;

/// <summary>
/// Follows a call's plan until an attempt reaches its commit point: a candidate, its exchange, and, where that fails, the plan's
/// next word. Every attempt ends in a record, a report to the plan and, where it was slow, a hedge beside it.
/// </summary>
internal sealed class AttemptEngine(Targets targets, Hedges hedges, BudgetBook budgets, Settlement settlement, TimeProvider time, ILogger<AttemptEngine> logger)
{
    /// <summary>Attempts until one is open; null when no more may follow, with the run's last fault.</summary>
    public async ValueTask<Exchange?> OpenAsync(CallRun run, CancellationToken cancellationToken)
    {
        while (true)
        {
            var step = run.Plan.Next();
            switch (step.Kind)
            {
                case PlanStepKind.Wait:
                    await Task.Delay(step.Delay, time, cancellationToken);
                    break;
                case PlanStepKind.Stop:
                    run.LastFault = step.Problem is { } problem && run.LastFault is null ? Faults.Own(problem) : run.LastFault;
                    run.Call.RetriesAreSpent = run.Plan.Attempts > 1 && step.Reason is StopReason.AttemptsSpent or StopReason.BudgetSpent or StopReason.NoTarget or StopReason.Deadline;
                    return null;
                default:
                    if (await TryAsync(run, step.Candidate, cancellationToken) is { } opened)
                    {
                        return opened;
                    }

                    break;
            }
        }
    }

    /// <summary>Another target goes on with a stream that broke; null where none may.</summary>
    public async ValueTask<Exchange?> ContinueAsync(CallRun run, Exchange broken, CancellationToken cancellationToken)
    {
        if (broken.Passage.Output is not { CanContinue: true } output || !run.Request.Canonical().Try(out var request, out _))
        {
            return null;
        }

        Finish(run, broken, AttemptOutcome.Failed);
        run.Call.Reservation?.DropTarget(Used(broken.Record));
        var rest = Continuation.Of(request, output.Text);
        while (run.Plan.NextContinuation() is { Kind: PlanStepKind.Try } step)
        {
            var record = Begin(run, step.Candidate);
            output.Resume(broken.Record.Usage);
            if (!(await targets.ContinueAsync(run, step.Candidate, record, output, rest, cancellationToken)).Try(out var next, out var problem))
            {
                Skip(run, step.Candidate, record, problem);
                continue;
            }

            if (await OpenedAsync(run, next, cancellationToken))
            {
                broken.Record.Outcome = AttemptOutcome.Continued;
                run.Call.Continuations++;
                run.Call.Note("the answer broke and another target went on with it");
                await broken.DisposeAsync();
                return next;
            }
        }

        run.Call.Winner = broken.Record;
        return null;
    }

    /// <summary>Whether what came so far is within the limits; it reserves more where needed.</summary>
    public bool TopUp(CallRun run, Exchange exchange)
    {
        if (run.Call.Reservation is not { } reservation)
        {
            return true;
        }

        var output = exchange.Passage.Tally.OutputSoFar;
        var usage = new TokenUsage { Input = run.Call.PromptTokens, Output = output };
        if (reservation.TryTopUp(output, settlement.CostSoFar(run.Call, exchange.Record, usage, exchange.Passage.Tally.ServiceTier) ?? 0))
        {
            return true;
        }

        run.Call.CutOff = reservation.CutOff?.Message ?? "a limit is used up";
        run.Call.Note(run.Call.CutOff);
        return false;
    }

    /// <summary>Ends an attempt: counts, outcome, report. A second end of the same attempt does nothing.</summary>
    public void Finish(CallRun run, Exchange exchange, AttemptOutcome outcome)
    {
        if (exchange.IsFinished)
        {
            return;
        }

        exchange.IsFinished = true;
        var record = exchange.Record;
        exchange.Count();
        record.Duration = time.GetElapsedTime(record.StartedAt);
        record.Outcome = outcome;
        run.Call.Verdicts = run.Shape.Guard is { } guard ? RequestGuard.Verdicts(guard) : run.Call.Verdicts;
        record.Reason = exchange.Fault?.Reason ?? record.Reason;
        if (outcome == AttemptOutcome.Ok)
        {
            run.Call.Winner = record;
        }

        run.Plan.Report(exchange.Candidate, Report(exchange, outcome));
        exchange.Span?.Dispose();
        if (exchange.Fault?.Defect is { } defect)
        {
            Log.Defect(logger, defect, run.Call.Id);
        }
        else if (exchange.Fault is { Class: not FailureClass.Cancelled } fault)
        {
            Log.UpstreamFailed(logger, run.Call.Id, record.Deployment, fault.Reason, fault.Detail);
        }
    }

    /// <summary>The caller left: what is under way ends, with what it came to.</summary>
    public void Abandon(CallRun run)
    {
        foreach (var exchange in (ReadOnlySpan<Exchange?>)[run.Current, run.Beside])
        {
            if (exchange is not null)
            {
                exchange.Clock.Abandon();
                Finish(run, exchange, AttemptOutcome.Cancelled);
            }
        }
    }

    private async ValueTask<Exchange?> TryAsync(CallRun run, Candidate candidate, CancellationToken cancellationToken)
    {
        var call = run.Call;
        var record = Begin(run, candidate);
        if (call.Reservation is { } reservation && !budgets.AddTarget(reservation, TargetNodes(candidate, call.Model)).Try(out _, out var refused))
        {
            Skip(run, candidate, record, refused);
            return null;
        }

        if (!(await targets.BeginAsync(run, candidate, record, cancellationToken)).Try(out var exchange, out var problem))
        {
            Skip(run, candidate, record, problem);
            return null;
        }

        if (run.Plan.HedgeAfter is { } after)
        {
            return await hedges.OpenAsync(this, run, exchange, after, cancellationToken);
        }

        return await OpenedAsync(run, exchange, cancellationToken) ? exchange : null;
    }

    /// <summary>Opens an exchange; one that fails is written down and kept for its words.</summary>
    private async ValueTask<bool> OpenedAsync(CallRun run, Exchange exchange, CancellationToken cancellationToken)
    {
        Present(run, exchange);
        if (await exchange.OpenAsync())
        {
            Win(run, exchange);
            return true;
        }

        cancellationToken.ThrowIfCancellationRequested();
        await LoseAsync(run, exchange);
        return false;
    }

    /// <summary>The attempt is the one under way.</summary>
    public static void Present(CallRun run, Exchange exchange)
    {
        run.Current = exchange;
        exchange.Span = AttemptSpan.Start(run.Call, exchange.Candidate, exchange.Record.Number);
    }

    /// <summary>The attempt has its first content: its answer is the caller's.</summary>
    public void Win(CallRun run, Exchange exchange)
    {
        run.Current = exchange;
        run.Call.Winner = exchange.Record;
        run.Plan.Commit(exchange.Candidate, time.GetElapsedTime(exchange.Record.StartedAt));
        foreach (var note in exchange.Record.Notes)
        {
            run.Call.Note($"{note.Member}: {note.Text}");
        }
    }

    /// <summary>The attempt failed before anything of it was seen.</summary>
    public async ValueTask LoseAsync(CallRun run, Exchange exchange)
    {
        Finish(run, exchange, AttemptOutcome.Failed);
        run.Call.Reservation?.DropTarget(Used(exchange.Record));
        await run.KeepAsync(exchange);
    }

    /// <summary>Writes a new attempt down.</summary>
    public AttemptRecord Begin(CallRun run, in Candidate candidate)
    {
        var call = run.Call;
        if (call.Attempts.Count > 0 && call.Attempts[^1] is { Outcome: AttemptOutcome.Failed } before)
        {
            before.Outcome = before.Deployment == candidate.Deployment.Name && before.Credential == candidate.Credential.Name ? AttemptOutcome.Retried : AttemptOutcome.FailedOver;
        }

        var now = time.GetTimestamp();
        var record = new AttemptRecord
        {
            Number = call.Attempts.Count + 1,
            Deployment = candidate.Deployment.IsInProcess ? candidate.Deployment.RemoteModel : candidate.Deployment.Name,
            Provider = candidate.Deployment.Provider.Name,
            PublicName = candidate.Deployment.PublicName,
            Credential = candidate.Credential.Name,
            StartedAt = now,
            Offset = time.GetElapsedTime(call.StartedAt, now),
            Outcome = AttemptOutcome.Failed,
        };
        call.Attempts.Add(record);
        call.Winner = record;
        return record;
    }

    /// <summary>Nothing was sent: the target is passed over without a word about its health; a prompt that does not fit asks its own chain.</summary>
    private void Skip(CallRun run, in Candidate candidate, AttemptRecord record, Problem problem)
    {
        record.Duration = time.GetElapsedTime(record.StartedAt);
        record.Reason = ProblemTable.Row(problem.Code).Code;
        run.LastFault = Faults.Own(problem);
        if (problem.Code == ProblemCode.ContextLengthExceeded)
        {
            run.Plan.Report(candidate, AttemptReport.Failed(FailureClass.ContextWindow));
        }
        else
        {
            run.Plan.Skip(candidate);
        }
    }

    public static LimitNode[] TargetNodes(in Candidate candidate, string model) =>
        Governance.TargetNodes(candidate.Deployment.Provider.Name, candidate.Deployment.Name, model);

    public static Actual Used(AttemptRecord record) =>
        new() { InputTokens = record.Usage.Prompt, OutputTokens = record.Usage.Completion, Nanos = 0, Requests = record.WasAccepted ? 1 : 0 };

    private static AttemptReport Report(Exchange exchange, AttemptOutcome outcome)
    {
        var record = exchange.Record;
        return new AttemptReport
        {
            Failure = exchange.Fault is { } fault && outcome != AttemptOutcome.Ok
                ? new AttemptFailure(fault.Class) { Status = fault.HttpStatus > 0 ? fault.HttpStatus : null, Clock = fault.Clock, RetryAfter = fault.RetryAfter, IsQuota = fault.IsQuota }
                : null,
            IsCancelled = outcome is AttemptOutcome.Cancelled or AttemptOutcome.HedgeLost,
            FirstContent = record.FirstToken,
            PromptTokens = record.Usage.Prompt,
            CachedTokens = record.Usage.CachedInput,
            OutputTokens = record.Usage.Completion,
            Headroom = record.UpstreamLimits is { } limits ? UpstreamLimits.Headroom(limits) : null,
            HeadroomReset = record.UpstreamLimits?.Requests?.Reset,
        };
    }
}
