namespace Strata.Dialects.Canonical;

/// <summary>How much to reason. Whichever of effort and budget was given is kept; a target that knows only the other gets the stated conversion, with a note.</summary>
public sealed record ReasoningOptions
{
    /// <summary>Whether to reason at all; null where not said.</summary>
    public bool? Enabled { get; init; }

    /// <summary><c>none</c>, <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c>, or a word of the provider's.</summary>
    public string? Effort { get; init; }

    /// <summary>The most tokens of reasoning.</summary>
    public long? BudgetTokens { get; init; }

    /// <summary>Whether the model itself decides how much (Anthropic's <c>adaptive</c>, Gemini's budget −1).</summary>
    public bool IsAdaptive { get; init; }

    /// <summary>How to tell the reasoning: <c>auto</c>, <c>concise</c>, <c>detailed</c>; null where not said.</summary>
    public string? Summary { get; init; }

    /// <summary>Whether reasoning is shown in the answer (Gemini's <c>includeThoughts</c>); null where not said.</summary>
    public bool? Shown { get; init; }
}
