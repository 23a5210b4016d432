namespace Strata.Budgets.Headers;

/// <summary>How the tightest limit of each unit stands, for the headers of an answer.</summary>
public readonly record struct LimitHeaders
{
    /// <summary>Requests.</summary>
    public LimitStand? Requests { get; init; }

    /// <summary>Tokens, prompt and answer.</summary>
    public LimitStand? Tokens { get; init; }

    /// <summary>Tokens of prompts.</summary>
    public LimitStand? InputTokens { get; init; }

    /// <summary>Tokens of answers.</summary>
    public LimitStand? OutputTokens { get; init; }

    /// <summary>Whether there is nothing to say.</summary>
    public bool IsEmpty => Requests is null && Tokens is null && InputTokens is null && OutputTokens is null;
}
