using Strata.Core.Usage;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Gemini;

/// <summary>A <c>GenerateContentResponse</c>: a whole answer, or one piece of a stream.</summary>
internal sealed record GeminiResponse
{
    public string Id { get; init; } = "";

    public string Model { get; init; } = "";

    public long CreatedAt { get; init; }

    public IReadOnlyList<GeminiCandidate> Candidates { get; init; } = [];

    /// <summary>Why the prompt was not answered at all; empty where it was.</summary>
    public string BlockReason { get; init; } = "";

    public TokenUsage? Usage { get; init; }

    /// <summary>The tier of service that it was billed at; null where it is not told.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>An error in the place of an answer.</summary>
    public UpstreamError? Error { get; init; }

    public IReadOnlyList<Carry> Extra { get; init; } = [];
}
