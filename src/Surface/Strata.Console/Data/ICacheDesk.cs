using Strata.Core.Results;
using Strata.Core.Tenancy;

namespace Strata.Console.Data;

/// <summary>The answer cache of this process. The gateway's cache answers; tests answer from a list.</summary>
internal interface ICacheDesk
{
    /// <summary>What it holds, for all tenants together: the operator's to see; null for others, and where no cache runs.</summary>
    CacheFigures? Figures(Caller caller);

    /// <summary>Forgets the answers of the caller's team, of one model or of all.</summary>
    /// <returns>How many left memory; a problem where the database still holds them.</returns>
    ValueTask<Result<int>> PurgeAsync(Caller by, string? model, CancellationToken cancellationToken);
}
