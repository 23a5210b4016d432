using Strata.Dialects.Canonical;

namespace Strata.Dialects.Gemini;

/// <summary>One candidate of an answer, or of a piece of one.</summary>
internal sealed record GeminiCandidate(int Index, IReadOnlyList<Block> Blocks)
{
    /// <summary>Why it ended; empty while it goes on.</summary>
    public string FinishReason { get; init; } = "";

    /// <summary>Probabilities in OpenAI's shape.</summary>
    public ReadOnlyMemory<byte> LogProbs { get; init; }

    /// <summary>Grounding, citations, safety ratings.</summary>
    public IReadOnlyList<Carry> Extra { get; init; } = [];
}
