using Strata.Budgets.Book;
using Strata.Budgets.Estimates;
using Strata.Budgets.Rules;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Ledger.Pricing;

namespace Strata.Gateway.Attempts;

/// <summary>Reserves what a call is likely to use, of every limit at once: the one place where a request is admitted.</summary>
internal sealed class Reserver(BudgetBook budgets, OutputEstimate outputs, PromptEstimate prompts, Live<PriceBook> prices)
{
    public Result<Done> Reserve(CallRun run, ReadOnlySpan<LimitNode> nodes)
    {
        var (call, scan) = (run.Call, run.Request.Scan);
        var first = run.Plan.First;
        var input = prompts.For(first, call.PromptTokens);
        var output = run.Request.Surface.Dialect is null ? 0 : outputs.For(call.Caller.KeyId, first, scan.OutputTokensMax) * Math.Max(1, scan.Choices);
        var price = prices.Current.Find(first, call.Model);
        var request = new ReserveRequest
        {
            Organization = call.Caller.Organization,
            Nodes = nodes,
            InputTokens = input,
            OutputTokens = output,
            Nanos = PriceBook.Cost(price, new TokenUsage { Input = input, Output = output })?.TotalNanos,
            NanosSure = PriceBook.Cost(price, new TokenUsage { Input = input })?.TotalNanos ?? 0,
        };
        if (budgets.Reserve(request).Try(out var reservation, out var problem))
        {
            call.Reservation = reservation;
            if (reservation.SoftExceeded is { } soft)
            {
                call.Note($"limit {soft.Id} is exceeded");
            }

            return Done.Value;
        }

        return problem;
    }
}
