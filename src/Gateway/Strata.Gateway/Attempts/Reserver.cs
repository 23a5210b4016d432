using Strata.Budgets.Book;
using Strata.Budgets.Estimates;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Gateway.Calls;
using Strata.Gateway.Settling;

namespace Strata.Gateway.Attempts;

/// <summary>Reserves what a call is likely to use, of every limit at once: the one place where a request is admitted.</summary>
internal sealed class Reserver(BudgetBook budgets, OutputEstimate outputs, PromptEstimate prompts, CallPrices prices)
{
    /// <summary>Reserves by estimate: the prompt's bytes, the answers lately.</summary>
    public Result<Done> Reserve(CallRun run)
    {
        var first = run.Plan.Rule.First;
        return Reserve(run, first.IsInProcess ? run.Call.PromptTokens : prompts.For(first.Name, run.Call.PromptTokens), run.Request.Scan.OutputTokensMax);
    }

    /// <summary>Reserves for a prompt of known length.</summary>
    public Result<Done> Reserve(CallRun run, long input, long? outputMax)
    {
        var (call, rule) = (run.Call, run.Plan.Rule);
        var first = rule.First.IsInProcess ? rule.First.RemoteModel : rule.First.Name;
        var output = run.Request.Surface.Dialect is null ? 0 : outputs.For(call.Caller.KeyId, first, outputMax) * Math.Max(1, run.Request.Scan.Choices);
        var (question, book) = (CallPrices.Question(call, first, rule.First.PublicName, rule.First.Provider.Credentials is [{ Name: var credential }] ? credential : ""), prices.Book);
        var request = new ReserveRequest
        {
            Organization = call.Caller.Organization,
            Nodes = Governance.Nodes(call.Caller, call.Tags),
            InputTokens = input,
            OutputTokens = output,
            Nanos = book.Cost(question, new TokenUsage { Input = input, Output = output }, "")?.TotalNanos,
            NanosSure = book.Cost(question, new TokenUsage { Input = input }, "")?.TotalNanos ?? 0,
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
