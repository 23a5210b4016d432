using Strata.Routing.Providers;

namespace Strata.Gateway.Exchanges;

/// <summary>Puts a provider's credential into a message.</summary>
internal static class CallSigner
{
    public static ValueTask SignAsync(HttpRequestMessage message, Provider provider, Credential credential, CancellationToken cancellationToken)
    {
        _ = (provider, cancellationToken);
        var (name, value) = credential.Style switch
        {
            AuthStyle.Bearer => ("Authorization", "Bearer " + credential.Secret),
            AuthStyle.XApiKey => ("x-api-key", credential.Secret),
            AuthStyle.GoogleApiKey => ("x-goog-api-key", credential.Secret),
            AuthStyle.AzureApiKey => ("api-key", credential.Secret),
            _ => ("", null),
        };
        if (value is { Length: > 0 } && credential.Secret is { Length: > 0 })
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return ValueTask.CompletedTask;
    }
}
