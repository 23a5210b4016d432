using Strata.Core.Results;

namespace Strata.Routing.Signing;

/// <summary>Puts a fetched token on a call.</summary>
internal sealed class TokenSigner(TokenCache tokens) : ICredentialSigner
{
    public async ValueTask<Result<Done>> SignAsync(SigningCall call, IHeaderSink headers, CancellationToken cancellationToken)
    {
        var got = await tokens.GetAsync(cancellationToken);
        if (!got.Try(out var token, out var problem))
        {
            return problem;
        }

        headers.Set("Authorization", token.Header);
        return Done.Value;
    }
}
