using Microsoft.Extensions.Logging;
using Strata.Budgets.Book;
using Strata.Budgets.Estimates;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Gateway.Calls;
using Strata.Gateway.Diagnostics;
using Strata.Ledger.Journal;
using Strata.Ledger.Pricing;
using Strata.Ledger.Rows;

namespace Strata.Gateway.Settling;

/// <summary>
/// The end of every request, in one place: price → ledger → budgets → measure → trace. Called once per call; a second call does nothing.
/// The row is in the log when this returns, so what the caller is told afterwards is paid for.
/// </summary>
internal sealed class Settlement(
    LedgerLog ledger, CallPrices prices, BudgetBook budgets, OutputEstimate outputs, PromptEstimate prompts, UnpricedAlarm alarm, CallTraces traces, TimeProvider time, ILogger<Settlement> logger)
{
    public async ValueTask<Result<Done>> SettleAsync(Call call, CancellationToken cancellationToken)
    {
        if (call.IsSettled)
        {
            return Done.Value;
        }

        call.IsSettled = true;
        var row = Price(call, prices.Book);
        try
        {
            await ledger.AppendAsync(row, cancellationToken);
            return Done.Value;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            Log.LedgerNotWritten(logger, exception, call.Id);
            return new Problem(ProblemCode.StorageFailed, "The request could not be recorded: the disk refused the write. Nothing was charged; tell the operator to look at the free space.");
        }
        finally
        {
            Release(call, row);
            CallMeters.Measure(call, row);
            traces.Write(call, row);
        }
    }

    /// <summary>What the answer costs so far; null where there is no price.</summary>
    public long? CostSoFar(Call call, AttemptRecord record, in TokenUsage usage, string tier) =>
        CallPrices.Cost(prices.Book, call, record, usage, tier);

    private LedgerRow Price(Call call, PriceBook book)
    {
        // One tier for the whole row, as a later pricing of the row has it: that of the answer the caller got.
        call.ServiceTier = PriceSheet.Billed(call.Winner?.ServiceTier ?? "");
        foreach (var attempt in call.Attempts)
        {
            attempt.CostNanos = CallPrices.Cost(book, call, attempt, attempt.Usage, call.ServiceTier);
            if (attempt.CostNanos is null && alarm.IsNews(attempt.Deployment, book.Version))
            {
                Log.Unpriced(logger, call.Id, attempt.Deployment);
            }
        }

        if (call is { ServiceTier.Length: > 0, Winner: { } winner } && CallPrices.LacksTier(book, call, winner, call.ServiceTier))
        {
            call.Note($"{winner.Deployment} has no price for the service tier '{call.ServiceTier}': charged as usual");
        }

        if (call.Winner is { CostNanos: null } unpriced && CallPrices.LacksClass(book, call, unpriced, call.ServiceTier) is { } lacking)
        {
            call.Note($"{unpriced.Deployment} has a price, but none for {lacking} tokens: the request is unpriced");
        }

        var row = RowMaker.Of(call, book.Version, time.GetElapsedTime(call.StartedAt));
        call.CostNanos = row.CostNanos;
        return row;
    }

    private void Release(Call call, LedgerRow row)
    {
        var actual = new Actual { InputTokens = row.Usage.Prompt, OutputTokens = row.Usage.Completion, Nanos = row.CostNanos, Requests = 1 };
        if (call.Reservation is { } reservation)
        {
            reservation.Settle(actual);
        }
        else if (call.Attempts is [{ } only])
        {
            // A guardrail's question or a mirror's copy: the caller did not ask for it, but pays for it.
            budgets.Charge(call.Caller.Organization, Governance.Nodes(call.Caller, call.Tags), actual);
            budgets.Charge(call.Caller.Organization, Governance.TargetNodes(only.Provider, only.Deployment, call.Model), actual);
        }

        if (call is { Status: LedgerStatus.Ok, Winner: { } winner })
        {
            outputs.Observe(call.Caller.KeyId, winner.Deployment, winner.Usage.Completion);
            if (winner.UsageSource == UsageSource.Reported)
            {
                prompts.Observe(winner.Deployment, call.PromptTokens, winner.Usage.Prompt);
            }
        }
    }
}
