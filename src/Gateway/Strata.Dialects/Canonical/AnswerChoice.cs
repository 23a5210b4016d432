namespace Strata.Dialects.Canonical;

/// <summary>One of the answers to a request.</summary>
public sealed record AnswerChoice
{
    /// <summary>Its number.</summary>
    public int Index { get; init; }

    /// <summary>What was answered, in order.</summary>
    public IReadOnlyList<Block> Blocks { get; init; } = [];

    /// <summary>Why it ended.</summary>
    public StopReason StopReason { get; init; }

    /// <summary>The reason as the provider spelled it.</summary>
    public string StopWord { get; init; } = "";

    /// <summary>The stop text that was met.</summary>
    public string? StopSequence { get; init; }

    /// <summary>Probabilities of tokens, raw JSON of OpenAI's shape; empty where not asked.</summary>
    public ReadOnlyMemory<byte> LogProbs { get; init; }

    /// <summary>Members of the source dialect's choice that have no place above (Gemini's grounding and safety ratings).</summary>
    public IReadOnlyList<Carry> Extra { get; init; } = [];
}
