using Strata.Core.Results;
using Strata.Routing.Providers;

namespace Strata.Routing.Signing;

/// <summary>The styles that put a key into a header, and the one that puts none.</summary>
internal sealed class KeySigner(AuthStyle style, string? secret) : ICredentialSigner
{
    private readonly string? bearer = style == AuthStyle.Bearer && secret is not null ? "Bearer " + secret : null;

    public ValueTask<Result<Done>> SignAsync(SigningCall call, IHeaderSink headers, CancellationToken cancellationToken)
    {
        if (secret is not null)
        {
            switch (style)
            {
                case AuthStyle.Bearer:
                    headers.Set("Authorization", bearer!);
                    break;
                case AuthStyle.XApiKey:
                    headers.Set("x-api-key", secret);
                    break;
                case AuthStyle.GoogleApiKey:
                    headers.Set("x-goog-api-key", secret);
                    break;
                case AuthStyle.AzureApiKey:
                    headers.Set("api-key", secret);
                    break;
            }
        }

        return new(Done.Value);
    }
}
