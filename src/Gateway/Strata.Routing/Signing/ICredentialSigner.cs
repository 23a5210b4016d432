using Strata.Core.Results;

namespace Strata.Routing.Signing;

/// <summary>Puts a credential's proof on a call. Most styles are done at once; those with tokens may have to fetch one.</summary>
public interface ICredentialSigner
{
    /// <summary>Sets the headers; a problem where no proof could be had.</summary>
    ValueTask<Result<Done>> SignAsync(SigningCall call, IHeaderSink headers, CancellationToken cancellationToken);
}
