namespace Strata.Dialects.Canonical;

/// <summary>Why an answer ended.</summary>
public enum StopReason
{
    /// <summary>The model ended it.</summary>
    EndOfTurn,

    /// <summary>A stop text was met.</summary>
    StopSequence,

    /// <summary>The token limit was reached.</summary>
    Length,

    /// <summary>The model calls tools.</summary>
    ToolCalls,

    /// <summary>The provider's content policy, or a guardrail, ended it.</summary>
    ContentFilter,

    /// <summary>The model refused.</summary>
    Refusal,

    /// <summary>The provider paused a long turn; the caller sends the answer back to go on (Anthropic's <c>pause_turn</c>).</summary>
    Pause,

    /// <summary>The context is full (Anthropic's <c>model_context_window_exceeded</c>).</summary>
    ContextFull,

    /// <summary>A reason no other dialect knows; <see cref="AnswerChoice.StopWord"/> has its word.</summary>
    Other,
}
