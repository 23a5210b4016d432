using Strata.Budgets.Book;
using Strata.Gateway.Exchanges;
using Strata.Ledger.Rows;
using Strata.Routing.Plans;

namespace Strata.Gateway.Attempts;

/// <summary>
/// Asks a second target beside a slow first one. The first content wins; the other attempt is cut off and billed as its own. The plan
/// says whether and after how long, and keeps hedges to their share.
/// </summary>
internal sealed class Hedges(Targets targets, BudgetBook budgets, TimeProvider time)
{
    public async ValueTask<Exchange?> OpenAsync(AttemptEngine engine, CallRun run, Exchange first, TimeSpan after, CancellationToken cancellationToken)
    {
        AttemptEngine.Present(run, first);
        var opening = first.OpenAsync().AsTask();
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            var due = Task.Delay(after, time, stop.Token);
            var came = await Task.WhenAny(opening, due);
            await stop.CancelAsync();
            if (came == opening)
            {
                return await EndAsync(engine, run, first, await opening);
            }
        }

        var step = run.Plan.NextHedge();
        if (step.Kind != PlanStepKind.Try)
        {
            return await EndAsync(engine, run, first, await opening);
        }

        return await RaceAsync(engine, run, (first, opening), step.Candidate, cancellationToken);
    }

    private async ValueTask<Exchange?> RaceAsync(AttemptEngine engine, CallRun run, (Exchange Exchange, Task<bool> Opening) first, Candidate candidate, CancellationToken cancellationToken)
    {
        var record = engine.Begin(run, candidate);
        using var reservation = Reserve(run, candidate);
        if (reservation is null || !(await targets.BeginAsync(run, candidate, record, cancellationToken)).Try(out var beside, out _))
        {
            run.Plan.Skip(candidate);
            run.Call.Attempts.Remove(record);
            return await EndAsync(engine, run, first.Exchange, await first.Opening);
        }

        run.Beside = beside;
        beside.Span = AttemptSpan.Start(run.Call, candidate, record.Number);
        var second = (Exchange: beside, Opening: beside.OpenAsync().AsTask());
        var winner = await Task.WhenAny(first.Opening, second.Opening) == first.Opening ? first : second;
        var other = ReferenceEquals(winner.Exchange, first.Exchange) ? second : first;
        if (winner.Opening.IsFaulted || winner.Opening.IsCanceled)
        {
            other.Exchange.Clock.Abandon(); // the caller left: both are counted and let go once neither runs any more
            await ((Task)other.Opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (await winner.Opening)
        {
            await CutOffAsync(engine, run, other);
        }
        else
        {
            await FailAsync(engine, run, winner.Exchange);
            (winner, other) = (other, winner);
        }

        run.Beside = null;
        var opened = await EndAsync(engine, run, winner.Exchange, await winner.Opening);
        if (opened is not null && ReferenceEquals(winner.Exchange, beside) && run.Call.Reservation is { } main)
        {
            budgets.AddTarget(main, AttemptEngine.TargetNodes(candidate, run.Call.Model));
        }
        else
        {
            reservation.Settle(AttemptEngine.Used(record));
        }

        return opened;
    }

    private static async ValueTask<Exchange?> EndAsync(AttemptEngine engine, CallRun run, Exchange exchange, bool isOpen)
    {
        if (isOpen)
        {
            engine.Win(run, exchange);
            return exchange;
        }

        await engine.LoseAsync(run, exchange);
        return null;
    }

    private static async ValueTask FailAsync(AttemptEngine engine, CallRun run, Exchange exchange)
    {
        engine.Finish(run, exchange, AttemptOutcome.Failed);
        await run.KeepAsync(exchange);
    }

    /// <summary>The slower one is cut off; what it was asked is billed by its own estimate.</summary>
    private static async ValueTask CutOffAsync(AttemptEngine engine, CallRun run, (Exchange Exchange, Task<bool> Opening) slower)
    {
        slower.Exchange.Clock.Abandon();
        await ((Task)slower.Opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        engine.Finish(run, slower.Exchange, AttemptOutcome.HedgeLost);
        run.Current = ReferenceEquals(run.Current, slower.Exchange) ? null : run.Current;
        await slower.Exchange.DisposeAsync();
    }

    private Reservation? Reserve(CallRun run, Candidate candidate)
    {
        var request = new ReserveRequest
        {
            Organization = run.Call.Caller.Organization,
            Nodes = AttemptEngine.TargetNodes(candidate, run.Call.Model),
            InputTokens = run.Call.PromptTokens,
        };
        return budgets.Reserve(request).Try(out var reservation, out _) ? reservation : null;
    }
}
