using Strata.Caching;
using Strata.Console.Data;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Audit;

namespace Strata.Console.Sources;

/// <summary>The gateway's answer cache, where one runs. Its partitions begin <c>organisation/project</c>.</summary>
internal sealed class CacheDesk(AnswerCache? cache, AuditLog audit) : ICacheDesk
{
    public CacheFigures? Figures(Caller caller) => cache is null || !Operator.Is(caller) ? null : new CacheFigures(cache.Counters.Entries, cache.Counters.Bytes, cache.SemanticCount);

    public async ValueTask<Result<int>> PurgeAsync(Caller by, string? model, CancellationToken cancellationToken)
    {
        await audit.AppendAsync(by, new AuditEntry("cache.purge", by.Project, model ?? "all models"), cancellationToken);
        return cache is null ? 0 : await cache.PurgeAsync($"{by.Organization}/{by.Project}", model, cancellationToken);
    }
}
