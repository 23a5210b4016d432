using System.Collections.Concurrent;
using Strata.Core.Results;
using Strata.Routing.Providers;

namespace Strata.Routing.Signing;

/// <summary>
/// Puts on calls what their providers want to see: the provider's own headers, the version header of Anthropic's dialect, the
/// credential's proof. Tokens are kept by credential, over reloads. Thread-safe.
/// </summary>
/// <param name="time">Dates signatures and tokens.</param>
/// <param name="http">Fetches tokens.</param>
public sealed class SignerBook(TimeProvider time, HttpMessageInvoker http)
{
    /// <summary>The version of Anthropic's API that is asked for where the caller names none.</summary>
    public const string AnthropicVersion = "2023-06-01";

    private readonly TokenEndpoint endpoint = new(http);
    private readonly ConcurrentDictionary<(Credential Credential, string Region), ICredentialSigner> signers = new();

    /// <summary>Sets the headers of a call; a problem where no proof could be had.</summary>
    public ValueTask<Result<Done>> SignAsync(Provider provider, Credential credential, SigningCall call, IHeaderSink headers, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in provider.Headers)
        {
            headers.Set(name, value);
        }

        if (IsAnthropic(call.Operation) && provider.Quirks.AnthropicBodyVersion is null && !headers.Has("anthropic-version"))
        {
            headers.Set("anthropic-version", AnthropicVersion);
        }

        return For(provider, credential).SignAsync(call, headers, cancellationToken);
    }

    /// <summary>The signer of a credential.</summary>
    public ICredentialSigner For(Provider provider, Credential credential) =>
        signers.GetOrAdd((credential, provider.Region), static (key, book) => book.Make(key.Credential, key.Region), this);

    private static bool IsAnthropic(Operation? operation) => operation is Operation.Messages or Operation.StreamMessages or Operation.CountTokens;

    private ICredentialSigner Make(Credential credential, string region) => credential switch
    {
        { Style: AuthStyle.SigV4, Aws: { } keys } => new SigV4Signer(keys, region, "bedrock", time),
        { Style: AuthStyle.EntraId, Entra: { } app } => new TokenSigner(new TokenCache(time, token => EntraTokens.FetchAsync(endpoint, app, token))),
        { Style: AuthStyle.ServiceAccount, Google: { } account } =>
            new TokenSigner(new TokenCache(time, token => ServiceAccountTokens.FetchAsync(endpoint, account, time.GetUtcNow(), token))),
        _ => new KeySigner(credential.Style, credential.Secret),
    };
}
