using Strata.Dialects.Canonical;

namespace Strata.Dialects.Tasks;

/// <summary>Texts to be ordered by how well they answer a question, in no dialect.</summary>
public sealed record RerankRequest
{
    /// <summary>The dialect it came in: <c>cohere</c> or <c>jina</c>.</summary>
    public required string Dialect { get; init; }

    /// <summary>The model asked for.</summary>
    public required string Model { get; init; }

    /// <summary>The question.</summary>
    public required string Query { get; init; }

    /// <summary>The texts, at least one.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>How many of the best to tell; null for all.</summary>
    public int? TopN { get; init; }

    /// <summary>Whether the answer repeats the texts; null where not said.</summary>
    public bool? ReturnsDocuments { get; init; }

    /// <summary>Where a text is cut; null for the provider's own bound.</summary>
    public int? DocumentTokensMax { get; init; }

    /// <summary>Members of the source dialect that have no place above.</summary>
    public IReadOnlyList<Carry> Extra { get; init; } = [];
}
