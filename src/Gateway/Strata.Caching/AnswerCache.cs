using Strata.Caching.Exact;
using Strata.Caching.Flights;
using Strata.Caching.Semantic;
using Strata.Caching.Shared;
using Strata.Core.Results;

namespace Strata.Caching;

/// <summary>
/// The door of the cache: memory first, then the database where there is one, then by meaning where the policy says so.
/// <code>
/// FindAsync  memory → shared → semantic
/// Join       identical requests at the same time wait for the first
/// PutAsync   after a whole answer, before or after its caller has it
/// </code>
/// </summary>
public sealed class AnswerCache(MemoryCache memory, SharedCache? shared, SemanticCache semantic, ITextEmbedder embedder)
{
    /// <summary>Requests on their way.</summary>
    public SingleFlight Flights { get; } = new();

    /// <summary>What memory holds and what hits have saved.</summary>
    public CacheCounters Counters => memory.Counters;

    /// <summary>Questions kept by meaning.</summary>
    public int SemanticCount => semantic.Count;

    /// <summary>An answer in memory that is still good; no waiting.</summary>
    public CachedAnswer? Find(CacheKey key) => Counted(memory.Find(key));

    /// <summary>An answer that has ended lately, for when nothing else answers.</summary>
    public CachedAnswer? FindStale(CacheKey key, CachePolicy policy) => policy.StaleFor > TimeSpan.Zero ? memory.FindStale(key, policy.StaleFor) : null;

    /// <summary>An answer from behind memory: the database, then by meaning.</summary>
    /// <param name="key">The exact key.</param>
    /// <param name="partition">The partition it was made over.</param>
    /// <param name="policy">What may be answered.</param>
    /// <param name="question">The question by meaning; null where it may not be answered so.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The answer, and the semantic hit where it is one.</returns>
    public async ValueTask<(CachedAnswer? Answer, SemanticHit? Hit)> FindBehindAsync(
        CacheKey key, string partition, CachePolicy policy, SemanticQuestion? question, CancellationToken cancellationToken)
    {
        if (shared is not null && policy.Exact && await shared.FindAsync(partition, key, cancellationToken) is { } kept)
        {
            memory.Put(key, kept);
            return (Counted(kept), null);
        }

        if (question is not null && policy.Semantic && await semantic.FindAsync(question, embedder, policy.SemanticThreshold, cancellationToken) is { } hit)
        {
            memory.CountHit(hit.Answer);
            return (hit.Answer, hit);
        }

        memory.CountMiss();
        return (null, null);
    }

    /// <summary>Keeps an answer, where the policy has room for it.</summary>
    public async ValueTask PutAsync(CacheKey key, CachedAnswer answer, CachePolicy policy, SemanticQuestion? question, CancellationToken cancellationToken)
    {
        if (answer.Body.Length > policy.AnswerBytesMax)
        {
            return;
        }

        if (policy.Exact)
        {
            memory.Put(key, answer);
            shared?.Put(key, answer);
        }

        if (question is not null && policy.Semantic)
        {
            await semantic.PutAsync(question, embedder, answer, cancellationToken);
        }
    }

    /// <summary>Forgets the answers of partitions that begin so, of one model or of all: in memory, in the database, and in other processes on it.</summary>
    /// <returns>How many left this process's memory; a problem where the database, which still holds them, is away.</returns>
    public async ValueTask<Result<int>> PurgeAsync(string partitionPrefix, string? model, CancellationToken cancellationToken)
    {
        var gone = Forget(partitionPrefix, model);
        return shared is not null && !(await shared.RemoveAsync(partitionPrefix, model, cancellationToken)).Try(out _, out var problem) ? problem : gone;
    }

    /// <summary>Keeps the database in step behind the requests, and forgets what other processes forget, until cancelled.</summary>
    /// <param name="failed">Is told of what the database refused; it costs answers, not requests.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task RunAsync(Action<Exception> failed, CancellationToken cancellationToken) =>
        shared is null ? Task.CompletedTask : Task.WhenAll(shared.RunAsync(failed, cancellationToken), shared.FollowAsync((prefix, model) => Forget(prefix, model), cancellationToken));

    private int Forget(string partitionPrefix, string? model)
    {
        bool Picks(CachedAnswer answer) => answer.IsIn(partitionPrefix, model);
        return memory.Remove(Picks) + semantic.Remove(Picks);
    }

    private CachedAnswer? Counted(CachedAnswer? answer)
    {
        if (answer is not null)
        {
            memory.CountHit(answer);
        }

        return answer;
    }
}
