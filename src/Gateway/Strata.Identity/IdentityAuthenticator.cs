using System.Net;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Keys;
using Strata.Identity.Tokens;

namespace Strata.Identity;

/// <summary>Both ways to say who one is: a key, or a signed token of a trusted issuer.</summary>
public sealed class IdentityAuthenticator(KeyStore keys, TokenAuthenticator tokens) : IAuthenticator
{
    /// <inheritdoc/>
    public Result<Caller> Authenticate(ReadOnlySpan<char> secret, IPAddress? address = null) =>
        tokens.Takes(secret) ? tokens.Authenticate(secret) : keys.Authenticate(secret, address);
}
