namespace Strata.Dialects;

/// <summary>What an answer's writer says about the answer: ours, not the provider's, where dialects differ.</summary>
/// <param name="Id">Our id of the request without its prefix; each dialect puts its own prefix before it (<c>chatcmpl-</c>, <c>msg_</c>, <c>resp_</c>).</param>
/// <param name="CreatedAt">When, in seconds since 1970.</param>
/// <param name="Model">The model as the caller asked for it.</param>
public sealed record AnswerHead(string Id, long CreatedAt, string Model)
{
    /// <summary>Whether a stream tells its usage, in dialects where the caller chooses.</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>Tokens of the prompt where known before the answer (own models, own counts): dialects that open with them say them truly.</summary>
    public long? PromptTokens { get; init; }

    /// <summary>The request that is answered, where a dialect repeats parts of it (Responses); null where it is not at hand.</summary>
    public Canonical.ChatRequest? Request { get; init; }

    /// <summary>What made the answer (OpenAI's <c>system_fingerprint</c>); null where unknown.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The cost in dollars for <c>usage.cost</c>, known when the answer ends; null where unknown or not asked for.</summary>
    public Func<decimal?>? Cost { get; init; }

    /// <summary>How long the request takes so far, for dialects that tell it (Ollama's <c>total_duration</c>); null where not measured.</summary>
    public Func<TimeSpan>? Elapsed { get; init; }
}
