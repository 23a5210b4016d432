using Strata.Caching;
using Strata.Console.Data;
using Strata.Core.Tenancy;

namespace Strata.Console.Sources;

/// <summary>The gateway's answer cache, where one runs. Its partitions begin <c>organisation/project</c>.</summary>
internal sealed class CacheDesk(AnswerCache? cache) : ICacheDesk
{
    public CacheFigures? Figures() => cache is null ? null : new CacheFigures(cache.Counters.Entries, cache.Counters.Bytes, cache.SemanticCount);

    public async ValueTask<int> PurgeAsync(Caller by, string? model, CancellationToken cancellationToken) =>
        cache is null ? 0 : await cache.PurgeAsync($"{by.Organization}/{by.Project}", model, cancellationToken);
}
