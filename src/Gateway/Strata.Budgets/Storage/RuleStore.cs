using Strata.Budgets.Book;
using Strata.Budgets.Rules;
using Strata.Core.Results;
using Strata.Core.Storage;

namespace Strata.Budgets.Storage;

/// <summary>
/// The limits that people edit. A change goes to the database first, then into the book of this process, then to the others by the
/// change feed: in force here when the call returns, there within a second.
/// </summary>
public sealed class RuleStore : IDisposable
{
    /// <summary>The change feed's topic.</summary>
    public const string Topic = "gateway.budgets";

    /// <summary>The name of this source in the book.</summary>
    public const string Source = "database";

    private readonly RuleTable table;
    private readonly IChangeFeed feed;
    private readonly TimeProvider time;
    private readonly BudgetBook book;
    private readonly SemaphoreSlim changing = new(1);
    private IReadOnlyList<LimitRule> rules = [];

    /// <summary>The limits of a database, put in force in a book.</summary>
    public RuleStore(IDatabase database, IChangeFeed feed, TimeProvider time, BudgetBook book)
    {
        table = new RuleTable(database);
        this.feed = feed;
        this.time = time;
        this.book = book;
    }

    /// <summary>The rules in force, by id.</summary>
    /// <param name="organization">Only those of an organisation; null lists all.</param>
    public IReadOnlyList<LimitRule> List(string? organization) =>
        organization is null ? Volatile.Read(ref rules) : [.. Volatile.Read(ref rules).Where(r => r.Organization == organization)];

    /// <summary>Makes a rule, or replaces the one of the same id and organisation.</summary>
    public async ValueTask<Result<LimitRule>> PutAsync(LimitRule rule, CancellationToken cancellationToken)
    {
        if (RuleCheck.Check(rule) is { } problem)
        {
            return problem;
        }

        if (Volatile.Read(ref rules).Count >= book.Limits.RulesMax && Volatile.Read(ref rules).All(r => r.Id != rule.Id))
        {
            return new Problem(ProblemCode.TooLarge, $"There may be {book.Limits.RulesMax} limits in all. Use one over every node of a kind ('*') instead of one for each.");
        }

        if (!await table.WriteAsync(rule, time.GetUtcNow(), cancellationToken))
        {
            return new Problem(ProblemCode.Conflict, $"The id '{rule.Id}' is taken. Choose another.") { Field = "id" };
        }

        await PublishAsync(rule.Id);
        return rule;
    }

    /// <summary>Takes a rule away.</summary>
    /// <param name="organization">The organisation it holds in; null for one that holds in all.</param>
    /// <param name="id">The rule.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask<Result<Done>> RemoveAsync(string? organization, string id, CancellationToken cancellationToken)
    {
        if (!await table.RemoveAsync(organization, id, cancellationToken))
        {
            return Problem.NotFound($"There is no limit '{id}' to take away here. One that stands in the configuration is changed there.", "id");
        }

        await PublishAsync(id);
        return Done.Value;
    }

    /// <summary>Reads all rules again and puts them in force.</summary>
    public async ValueTask ReloadAsync(CancellationToken cancellationToken)
    {
        await changing.WaitAsync(cancellationToken);
        try
        {
            // A row that this build would refuse must not keep the others from being in force.
            IReadOnlyList<LimitRule> next = [.. (await table.ReadAllAsync(cancellationToken)).Where(r => RuleCheck.Check(r) is null)];
            if (book.SetRules(Source, next).IsOk)
            {
                Volatile.Write(ref rules, next);
            }
        }
        finally
        {
            changing.Release();
        }
    }

    /// <summary>
    /// Follows the changes of other processes until it is cancelled. The feed is a hint: rules are also read when listening begins, so
    /// nothing that happened in between is missed. Throws where the feed or the database fails; call it again after a second.
    /// </summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var changes = feed.ListenAsync(Topic, listening.Token).GetAsyncEnumerator(listening.Token);
        var next = Task.FromResult(true);
        try
        {
            do
            {
                next = changes.MoveNextAsync().AsTask();
                await ReloadAsync(cancellationToken);
            }
            while (await next);
        }
        finally
        {
            // Where the reading failed, the call still waits: an enumerator must not be disposed while it moves.
            await listening.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => changing.Dispose();

    /// <summary>The change is in the database: a caller who leaves now must not keep it from being in force.</summary>
    private async ValueTask PublishAsync(string id)
    {
        await ReloadAsync(CancellationToken.None);
        await feed.PublishAsync(Topic, id, CancellationToken.None);
    }
}
