using Strata.Core.Generation;

namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>A request that a model of this process can answer.</summary>
/// <param name="Generation">What to generate.</param>
/// <param name="Stream">Whether to stream.</param>
/// <param name="IncludeUsage">Whether the stream ends with its usage.</param>
internal sealed record TextRequest(GenerationRequest Generation, bool Stream, bool IncludeUsage);
