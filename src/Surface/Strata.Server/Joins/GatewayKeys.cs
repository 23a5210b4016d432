using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Gateway.Keys;
using Strata.Server.Edge;

namespace Strata.Server.Joins;

/// <summary>Signed-in browsers are looked up in the gateway's key store.</summary>
internal sealed class GatewayKeys(KeyStore keys, TimeProvider time) : IKeyDirectory
{
    public Result<Caller> Find(string keyId) => keys.Find(keyId) is { } key && key.IsActive(time.GetUtcNow())
        ? new Caller(key.Organization, key.Project, key.Id, key.Name, key.Role)
        : new Problem(ProblemCode.Unauthenticated, "The key of this sign-in is no longer valid. Sign in again.");
}
