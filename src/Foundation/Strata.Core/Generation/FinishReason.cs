namespace Strata.Core.Generation;

/// <summary>Why an answer ended.</summary>
public enum FinishReason
{
    /// <summary>The model ended it.</summary>
    EndOfText,

    /// <summary>A stop text was met.</summary>
    StopSequence,

    /// <summary>The token limit was reached.</summary>
    Length,
}
