namespace Strata.Routing.Health;

/// <summary>Sorts what a provider answered into classes.</summary>
public static class FailureClassifier
{
    /// <summary>The class of a status.</summary>
    /// <param name="status">An HTTP status that is no success.</param>
    /// <param name="isContextLength">Whether the body says that the prompt is too long.</param>
    /// <param name="isContentPolicy">Whether the body says that a policy refused.</param>
    public static FailureClass OfStatus(int status, bool isContextLength = false, bool isContentPolicy = false) => status switch
    {
        _ when isContextLength => FailureClass.ContextWindow,
        _ when isContentPolicy => FailureClass.ContentPolicy,
        401 or 402 or 403 => FailureClass.CredentialPermanent,
        429 => FailureClass.RateLimited,
        408 or 425 => FailureClass.ServerTransient,
        >= 400 and < 500 => FailureClass.Request,
        _ => FailureClass.ServerTransient,
    };
}
