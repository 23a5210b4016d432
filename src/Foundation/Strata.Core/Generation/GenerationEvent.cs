using Strata.Core.Usage;

namespace Strata.Core.Generation;

/// <summary>
/// A step of a generation: text, or the end. The last event, and only it, carries <see cref="Finish"/> and <see cref="Usage"/>.
/// A generation that cannot go on throws; one that is cancelled throws <see cref="OperationCanceledException"/>.
/// </summary>
/// <param name="Text">New text, possibly empty: whole code points, never a part of a stop text.</param>
/// <param name="Tokens">How many tokens this event accounts for.</param>
public readonly record struct GenerationEvent(string Text, int Tokens)
{
    /// <summary>Why the answer ended.</summary>
    public FinishReason? Finish { get; init; }

    /// <summary>The stop text that was met.</summary>
    public string? StopSequence { get; init; }

    /// <summary>The tokens of the whole request.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Where the time went.</summary>
    public GenerationTimings? Timings { get; init; }
}
