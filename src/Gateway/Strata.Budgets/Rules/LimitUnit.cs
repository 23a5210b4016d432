namespace Strata.Budgets.Rules;

/// <summary>What a limit counts.</summary>
public enum LimitUnit
{
    /// <summary>Requests, counted when they begin.</summary>
    Requests,

    /// <summary>Tokens of prompts.</summary>
    InputTokens,

    /// <summary>Tokens of answers, reasoning included.</summary>
    OutputTokens,

    /// <summary>Tokens of prompts and answers.</summary>
    TotalTokens,

    /// <summary>Billionths of a US dollar.</summary>
    NanoDollars,

    /// <summary>Requests under way at once; has no window.</summary>
    Parallel,
}
