using Strata.Core.Results;
using Strata.Core.Tenancy;

namespace Strata.Server.Edge;

/// <summary>Finds a key by its id, so that a signed-in browser is refused from the moment its key is revoked.</summary>
internal interface IKeyDirectory
{
    /// <summary>The caller behind a key that is valid now; in memory.</summary>
    Result<Caller> Find(string keyId);
}
