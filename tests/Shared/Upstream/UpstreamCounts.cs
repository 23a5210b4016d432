namespace Strata.Tests.Shared.Upstream;

/// <summary>Tokens of one answer as the scripted provider counts them.</summary>
/// <param name="Prompt">All of the prompt, what its cache answered included.</param>
/// <param name="Cached">What its cache answered.</param>
/// <param name="Completion">The answer's words.</param>
internal readonly record struct UpstreamCounts(long Prompt, long Cached, long Completion);
