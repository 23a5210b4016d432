using Strata.Core.Usage;

namespace Strata.Dialects.Canonical;

/// <summary>A whole answer in no dialect.</summary>
public sealed record ChatAnswer
{
    /// <summary>The dialect it came in, by name; <c>strata</c> for a model of this process.</summary>
    public required string Dialect { get; init; }

    /// <summary>The provider's id of it.</summary>
    public string Id { get; init; } = "";

    /// <summary>The model that the provider says answered.</summary>
    public string Model { get; init; } = "";

    /// <summary>When, in seconds since 1970; 0 where not said.</summary>
    public long CreatedAt { get; init; }

    /// <summary>The answers, at least one.</summary>
    public IReadOnlyList<AnswerChoice> Choices { get; init; } = [];

    /// <summary>Tokens by class; null where the provider said nothing.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The tier that served it; null where not said.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Members of the source dialect that have no place above, at the top of the body.</summary>
    public IReadOnlyList<Carry> Extra { get; init; } = [];
}
