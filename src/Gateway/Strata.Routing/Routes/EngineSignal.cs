namespace Strata.Routing.Routes;

/// <summary>How an own engine stands towards a request.</summary>
/// <param name="CachedTokens">Tokens of the prompt that it holds.</param>
/// <param name="QueuedTokens">Prompt tokens that wait before it.</param>
public readonly record struct EngineSignal(long CachedTokens, long QueuedTokens);
