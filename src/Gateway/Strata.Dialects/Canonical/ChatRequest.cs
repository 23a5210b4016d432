namespace Strata.Dialects.Canonical;

/// <summary>
/// A conversation and how to answer it, in no dialect. Every member of every dialect has a place here, rides along in
/// <see cref="Extra"/>, or its reader refuses it by its name: nothing is dropped in silence.
/// </summary>
public sealed record ChatRequest
{
    /// <summary>The dialect it came in, by name.</summary>
    public required string Dialect { get; init; }

    /// <summary>The model asked for.</summary>
    public required string Model { get; init; }

    /// <summary>Whether the answer is to be streamed.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether a stream is to end with its usage, in dialects where that is a choice.</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>The turns, instructions included where they stood.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];

    /// <summary>A raw prompt instead of turns (legacy completions, Ollama's generate).</summary>
    public string? Prompt { get; init; }

    /// <summary>The text after the place to fill in, where a raw prompt has one.</summary>
    public string? Suffix { get; init; }

    /// <summary>The tools the model may call.</summary>
    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    /// <summary>Whether and which tools must be called; null where not said.</summary>
    public ToolChoice? ToolChoice { get; init; }

    /// <summary>Whether one answer may call several tools; null where not said.</summary>
    public bool? ParallelToolCalls { get; init; }

    /// <summary>The most tokens of the answer; null where not said.</summary>
    public long? OutputTokensMax { get; init; }

    /// <summary>0 to 2, by dialect; null where not said.</summary>
    public double? Temperature { get; init; }

    /// <summary>Nucleus sampling; null where not said.</summary>
    public double? TopP { get; init; }

    /// <summary>Keep the k likeliest; null where not said.</summary>
    public int? TopK { get; init; }

    /// <summary>Keep what is at least this share as likely as the likeliest; null where not said.</summary>
    public double? MinP { get; init; }

    /// <summary>−2 to 2; null where not said.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>−2 to 2; null where not said.</summary>
    public double? PresencePenalty { get; init; }

    /// <summary>Above 0; null where not said.</summary>
    public double? RepetitionPenalty { get; init; }

    /// <summary>The seed; null where not said.</summary>
    public long? Seed { get; init; }

    /// <summary>Texts that end the answer.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>How many answers; null where not said.</summary>
    public int? Choices { get; init; }

    /// <summary>Whether to tell the probabilities of the answer's tokens; null where not said.</summary>
    public bool? LogProbs { get; init; }

    /// <summary>How many likeliest tokens to tell at each place; null where not said.</summary>
    public int? TopLogProbs { get; init; }

    /// <summary>The form of the answer; null where not said.</summary>
    public OutputFormat? Format { get; init; }

    /// <summary>How much to reason; null where not said.</summary>
    public ReasoningOptions? Reasoning { get; init; }

    /// <summary>The caller's own user (<c>user</c>, <c>metadata.user_id</c>, <c>safety_identifier</c>); null where not said.</summary>
    public string? User { get; init; }

    /// <summary>The caller's key and value pairs, raw JSON; empty where not given.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>The provider's service tier as the caller spelled it; null where not said.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Whether the provider may keep the answer for later (<c>store</c>); null where not said.</summary>
    public bool? Store { get; init; }

    /// <summary>The key under which a provider looks for a cached prompt; null where not said.</summary>
    public string? PromptCacheKey { get; init; }

    /// <summary>Members of the source dialect that have no place above, at the top of the body.</summary>
    public IReadOnlyList<Carry> Extra { get; init; } = [];
}
