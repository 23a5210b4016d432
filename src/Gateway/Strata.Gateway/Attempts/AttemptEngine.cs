using Microsoft.Extensions.Logging;
using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Gateway.Answers;
using Strata.Gateway.Calls;
using Strata.Gateway.Diagnostics;
using Strata.Gateway.Exchanges;
using Strata.Gateway.Settling;
using Strata.Ledger.Rows;
using Strata.Routing.Health;
using Strata.Routing.Plans;

namespace Strata.Gateway.Attempts;

/// <summary>
/// Follows a call's plan until an attempt reaches its commit point: a candidate, its exchange, and, where that fails, the plan's
/// next word. Every attempt ends in a record, a report to the plan and, where it was slow, a hedge beside it.
/// </summary>
internal sealed class AttemptEngine(Targets targets, BudgetBook budgets, Settlement settlement, TimeProvider time, ILogger<AttemptEngine> logger)
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
    public static ValueTask<Exchange?> ContinueAsync(CallRun run, Exchange broken, CancellationToken cancellationToken)
    {
        _ = (run, broken, cancellationToken);
        return new((Exchange?)null);
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
        if (reservation.TryTopUp(output, settlement.CostSoFar(run.Call, exchange.Record, usage)))
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
        record.Reason = exchange.Fault?.Reason ?? record.Reason;
        if (outcome == AttemptOutcome.Ok)
        {
            run.Call.Winner = record;
        }

        run.Plan.Report(exchange.Candidate, Report(exchange, outcome));
        AttemptSpan.End(exchange);
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
        if (run.Current is { } current)
        {
            current.Clock.Abandon();
            Finish(run, current, AttemptOutcome.Cancelled);
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

        run.Current = exchange;
        exchange.Span = AttemptSpan.Start(call, candidate);
        if (await exchange.OpenAsync())
        {
            run.Plan.Commit(candidate, time.GetElapsedTime(record.StartedAt));
            Win(run, record);
            return exchange;
        }

        Finish(run, exchange, AttemptOutcome.Failed);
        call.Reservation?.DropTarget(Used(record));
        await run.KeepAsync(exchange);
        return null;
    }

    private AttemptRecord Begin(CallRun run, in Candidate candidate)
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
            Credential = candidate.Credential.Name,
            StartedAt = now,
            Offset = time.GetElapsedTime(call.StartedAt, now),
            Outcome = AttemptOutcome.Failed,
        };
        call.Attempts.Add(record);
        call.Winner = record;
        return record;
    }

    private static void Win(CallRun run, AttemptRecord record)
    {
        run.Call.Winner = record;
        foreach (var note in record.Notes)
        {
            run.Call.Note($"{note.Member}: {note.Text}");
        }
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

    private static LimitNode[] TargetNodes(in Candidate candidate, string model) =>
        [new(NodeKind.Provider, candidate.Deployment.Provider.Name), new(NodeKind.Model, model), new(NodeKind.Deployment, candidate.Deployment.Name)];

    private static Actual Used(AttemptRecord record) =>
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
        };
    }
}
