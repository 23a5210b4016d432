using Strata.Core.Results;
using Strata.Core.Usage;

namespace Strata.Dialects.Tasks;

/// <summary>Vectors, in the order of the texts.</summary>
/// <param name="Vectors">One for each text; every number is finite.</param>
public sealed record EmbeddingAnswer(IReadOnlyList<ReadOnlyMemory<float>> Vectors)
{
    /// <summary>The model that the provider says answered; empty where it says none.</summary>
    public string Model { get; init; } = "";

    /// <summary>Tokens; null where the provider said nothing.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Whether the answer has a vector for every text, of the length that was asked for: a provider that ignores <c>dimensions</c> must not pass.</summary>
    public Result<Done> Fits(EmbeddingRequest request)
    {
        if (Vectors.Count != request.Inputs.Count)
        {
            return new Problem(ProblemCode.UpstreamFailed, FormattableString.Invariant($"The provider sent {Vectors.Count} vectors for {request.Inputs.Count} texts."));
        }

        foreach (var vector in Vectors)
        {
            if (request.Dimensions is { } length && vector.Length != length)
            {
                return new Problem(ProblemCode.UpstreamFailed, FormattableString.Invariant($"The provider sent vectors of {vector.Length} numbers where {length} were asked for."));
            }
        }

        return Done.Value;
    }
}
