namespace Strata.Gateway.Limits;

/// <summary>How much of a key's limits is left, for the headers of an answer.</summary>
/// <param name="RequestsMax">The limit of requests, or null.</param>
/// <param name="RequestsLeft">Requests left now.</param>
/// <param name="RequestsResetSeconds">Seconds until the window of requests is empty.</param>
/// <param name="TokensMax">The limit of tokens, or null.</param>
/// <param name="TokensLeft">Tokens left now.</param>
/// <param name="TokensResetSeconds">Seconds until the window of tokens is empty.</param>
internal readonly record struct LimitState(
    long? RequestsMax, long RequestsLeft, long RequestsResetSeconds, long? TokensMax, long TokensLeft, long TokensResetSeconds);
