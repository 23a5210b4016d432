using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Keys;
using Strata.Server.Edge;

namespace Strata.Server.Joins;

/// <summary>Signed-in browsers are looked up in the gateway's key store.</summary>
internal sealed class GatewayKeys(KeyStore keys) : IKeyDirectory
{
    public Result<Caller> Find(string keyId) => keys.FindActive(keyId) is { IsOk: true } known
        ? known
        : new Problem(ProblemCode.Unauthenticated, "The key of this sign-in is no longer valid. Sign in again.");
}
