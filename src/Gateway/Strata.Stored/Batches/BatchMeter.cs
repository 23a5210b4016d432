using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Core.Usage;
using Strata.Ledger.Journal;
using Strata.Ledger.Pricing;
using Strata.Ledger.Rows;
using Strata.Routing.Providers;

namespace Strata.Stored.Batches;

/// <summary>
/// The ledger of batches: one row a batch, written when its end is seen, with an attempt for each model and the price of the tier <c>batch</c>.
/// The row's id was given when the batch was made, so a row that is written twice stands once; its spending is counted by the first who saw it.
/// </summary>
/// <param name="table">The batches.</param>
/// <param name="ledger">Where rows go.</param>
/// <param name="prices">The prices in force.</param>
/// <param name="budgets">The limits.</param>
/// <param name="time">The clock.</param>
public sealed class BatchMeter(BatchTable table, LedgerLog ledger, Live<PriceBook> prices, BudgetBook budgets, TimeProvider time)
{
    private const string Tier = "batch";

    /// <summary>Whether the limits of a caller have room for more: what a batch will use is not known, so a spent budget is all that refuses it.</summary>
    public Result<Done> Admit(string organization, ReadOnlySpan<LimitNode> nodes)
    {
        if (!budgets.Reserve(new ReserveRequest { Organization = organization, Nodes = nodes }).Try(out var room, out var problem))
        {
            return problem;
        }

        room.Dispose();
        return Done.Value;
    }

    /// <summary>Writes the row of a batch that is over.</summary>
    /// <param name="batch">Which.</param>
    /// <param name="provider">Who keeps it.</param>
    /// <param name="uses">What was used, by model.</param>
    /// <param name="status">How it ended, in the provider's word.</param>
    /// <param name="isWhole">Whether all results were read.</param>
    /// <param name="cancellationToken">Gives up; the next who sees the end writes the row.</param>
    public async ValueTask SettleAsync(Batch batch, Provider provider, IReadOnlyCollection<BatchUse> uses, string status, bool isWhole, CancellationToken cancellationToken)
    {
        var book = prices.Current;
        var attempts = uses.Select((use, i) => Attempt(batch, provider, use, i + 1, book)).ToArray();
        var row = Row(batch, provider, attempts, status) with { PriceVersion = book.Version, Notes = isWhole ? [] : ["not all of the results could be read"] };
        await ledger.AppendAsync(row, cancellationToken);
        if (await table.SettleAsync(batch, time.GetUtcNow(), cancellationToken))
        {
            Spend(batch, row);
        }
    }

    private static LedgerAttempt Attempt(Batch batch, Provider provider, BatchUse use, int number, PriceBook book)
    {
        var deployment = $"{provider.Name}/{use.Model}";
        var question = new PriceQuestion(deployment, use.Model, DateTimeOffset.FromUnixTimeMilliseconds(batch.CreatedMs))
        {
            Public = provider.PublicNameOf(use.Model),
            Organization = batch.Organization,
            Credential = provider.Credentials[0].Name,
        };
        return new LedgerAttempt
        {
            Number = number,
            Deployment = deployment,
            Provider = provider.Name,
            Credential = provider.Credentials[0].Name,
            Outcome = AttemptOutcome.Ok,
            HttpStatus = 200,
            Reason = $"{use.Answers} answers",
            UpstreamRequestId = batch.Id,
            Usage = use.Usage,
            CostNanos = book.Cost(question, use.Usage, Tier)?.TotalNanos,
        };
    }

    private LedgerRow Row(Batch batch, Provider provider, LedgerAttempt[] attempts, string status)
    {
        var (at, usage) = (DateTimeOffset.FromUnixTimeMilliseconds(batch.CreatedMs), default(TokenUsage));
        foreach (var attempt in attempts)
        {
            usage += attempt.Usage;
        }

        var dialect = batch.Form == BatchForm.Anthropic ? "anthropic" : "openai.chat";
        return new LedgerRow
        {
            Id = batch.RowId,
            At = at,
            Organization = batch.Organization,
            Project = batch.Project,
            Team = batch.Project,
            KeyId = batch.KeyId,
            User = batch.UserId,
            EndUser = batch.EndUser,
            Tags = [.. batch.TagList],
            Model = attempts.Length > 0 ? attempts[0].Deployment[(provider.Name.Length + 1)..] : "",
            Deployment = attempts.Length > 0 ? attempts[0].Deployment : "",
            Provider = provider.Name,
            Endpoint = "batches",
            DialectIn = dialect,
            DialectOut = dialect,
            ServiceTier = Tier,
            Attempts = [.. attempts],
            Status = attempts.Length > 0 ? LedgerStatus.Ok : LedgerStatus.UpstreamError,
            HttpStatus = 200,
            FinishReason = status,
            Usage = usage,
            UsageSource = UsageSource.Reported,
            CostNanos = LedgerAttempt.CostOf(attempts),
            Total = time.GetUtcNow() - at,
            ErrorCode = attempts.Length > 0 ? "" : "batch_" + status,
            UpstreamRequestId = batch.Id,
        };
    }

    /// <summary>Counts what a batch used against the limits of whoever made it, and of who answered.</summary>
    private void Spend(Batch batch, LedgerRow row)
    {
        budgets.Charge(batch.Organization, Nodes(batch), new Actual { InputTokens = row.Usage.Prompt, OutputTokens = row.Usage.Completion, Nanos = row.CostNanos });
        foreach (var attempt in row.Attempts)
        {
            var model = attempt.Deployment[(attempt.Provider.Length + 1)..];
            LimitNode[] nodes = [new(NodeKind.Provider, attempt.Provider), new(NodeKind.Model, model), new(NodeKind.Deployment, attempt.Deployment)];
            budgets.Charge(batch.Organization, nodes, new Actual { InputTokens = attempt.Usage.Prompt, OutputTokens = attempt.Usage.Completion, Nanos = attempt.CostNanos });
        }
    }

    private static LimitNode[] Nodes(Batch batch)
    {
        var nodes = new List<LimitNode> { new(NodeKind.Organization, batch.Organization), new(NodeKind.Team, batch.Project), new(NodeKind.Key, batch.KeyId) };
        if (batch.UserId.Length > 0)
        {
            nodes.Add(new LimitNode(NodeKind.User, batch.UserId));
        }

        if (batch.EndUser.Length > 0)
        {
            nodes.Add(new LimitNode(NodeKind.EndUser, batch.EndUser));
        }

        nodes.AddRange(batch.TagList.Select(t => new LimitNode(NodeKind.Tag, t)));
        return [.. nodes];
    }
}
