using System.Net.Http.Headers;

namespace Strata.Models.Pull;

/// <summary>An address and the credential that belongs to it and to nobody else.</summary>
internal sealed record Origin(Uri Address, AuthenticationHeaderValue? Credential)
{
    /// <summary>Whether a request to this address may carry the credential.</summary>
    public bool Covers(Uri address) => address.Scheme == Address.Scheme && address.Host == Address.Host && address.Port == Address.Port;
}
