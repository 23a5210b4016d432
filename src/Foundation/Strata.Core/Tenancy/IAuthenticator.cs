using System.Net;
using Strata.Core.Results;

namespace Strata.Core.Tenancy;

/// <summary>Turns a presented secret into a caller. Needed by the server's edge; the gateway's key store answers.</summary>
public interface IAuthenticator
{
    /// <summary>Looks a secret up in memory: no input or output on the way. A revoked key is refused from the call on that revoked it.</summary>
    /// <param name="secret">The API key or signed token as presented, without a scheme.</param>
    /// <param name="address">Where the request comes from, for keys that hold only there; null where that is not known.</param>
    Result<Caller> Authenticate(ReadOnlySpan<char> secret, IPAddress? address = null);
}
