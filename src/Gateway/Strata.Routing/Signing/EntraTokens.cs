using Strata.Core.Results;
using Strata.Routing.Providers;

namespace Strata.Routing.Signing;

/// <summary>Tokens of Microsoft Entra ID by client credentials (RFC 6749 section 4.4).</summary>
internal static class EntraTokens
{
    public static Task<Result<AccessToken>> FetchAsync(TokenEndpoint endpoint, EntraApp app, CancellationToken cancellationToken)
    {
        var url = new Uri(app.Authority, $"{Uri.EscapeDataString(app.TenantId)}/oauth2/v2.0/token");
        KeyValuePair<string, string>[] form =
            [new("grant_type", "client_credentials"), new("client_id", app.ClientId), new("client_secret", app.ClientSecret), new("scope", app.Scope)];
        return endpoint.AskAsync(url, form, cancellationToken);
    }
}
