using Strata.Inference.Samplers;

namespace Strata.Inference.Engine;

/// <summary>What a job may know of its sequence when it chooses a token.</summary>
/// <param name="Tokens">Tokens so far: the place of the one to choose.</param>
/// <param name="CachedTokens">Prompt tokens that the prefix cache answered.</param>
/// <param name="Sampler">The engine's sampler.</param>
internal readonly record struct SequenceView(int Tokens, int CachedTokens, TokenSampler Sampler);
