namespace Strata.Gateway.Answers;

/// <summary>What one message of a provider's stream was for the answer.</summary>
internal enum Passed
{
    /// <summary>Nothing of the answer itself: a role, a comment, a count.</summary>
    Nothing,

    /// <summary>Some of the answer: from here on a failure is an event.</summary>
    Content,

    /// <summary>The dialect's own end.</summary>
    End,

    /// <summary>A guardrail ends the answer here.</summary>
    Blocked,

    /// <summary>A failure; the passage's fault tells which.</summary>
    Failed,
}
