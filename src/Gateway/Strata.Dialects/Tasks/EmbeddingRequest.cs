using Strata.Dialects.Canonical;

namespace Strata.Dialects.Tasks;

/// <summary>Texts to be made into vectors, in no dialect.</summary>
public sealed record EmbeddingRequest
{
    /// <summary>The dialect it came in: <c>openai</c>, <c>gemini</c>, <c>ollama</c>.</summary>
    public required string Dialect { get; init; }

    /// <summary>The model asked for.</summary>
    public required string Model { get; init; }

    /// <summary>The texts, at least one.</summary>
    public IReadOnlyList<EmbeddingInput> Inputs { get; init; } = [];

    /// <summary>Whether the method takes one text and answers with one vector (Gemini's <c>embedContent</c>, Ollama's <c>/api/embeddings</c>).</summary>
    public bool IsSingle { get; init; }

    /// <summary>The length of the vectors; null for the model's own.</summary>
    public int? Dimensions { get; init; }

    /// <summary>How the caller wants the vectors.</summary>
    public EmbeddingFormat Format { get; init; }

    /// <summary>What the vectors are for: <c>search_query</c>, <c>search_document</c>, <c>classification</c>, <c>clustering</c>, <c>similarity</c>, or a word of the provider's; null where not said.</summary>
    public string? InputType { get; init; }

    /// <summary>Whether too long a text is cut; null where not said.</summary>
    public bool? Truncates { get; init; }

    /// <summary>The caller's own user; null where not said.</summary>
    public string? User { get; init; }

    /// <summary>Members of the source dialect that have no place above.</summary>
    public IReadOnlyList<Carry> Extra { get; init; } = [];
}
