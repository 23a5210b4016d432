namespace Strata.Core.Usage;

/// <summary>
/// Tokens of one request by class. The classes are disjoint: <see cref="Input"/> excludes what a cache read or wrote, and
/// <see cref="Output"/> excludes reasoning, so each class can be priced alone and the total is the sum.
/// </summary>
public readonly record struct TokenUsage
{
    /// <summary>Prompt tokens that were computed.</summary>
    public long Input { get; init; }

    /// <summary>Prompt tokens that a prefix cache answered.</summary>
    public long CachedInput { get; init; }

    /// <summary>Prompt tokens written to a billed cache; of a short life (five minutes) where the provider tells lives apart.</summary>
    public long CacheWrite { get; init; }

    /// <summary>Prompt tokens written to a billed cache of a long life (an hour).</summary>
    public long CacheWriteLong { get; init; }

    /// <summary>Prompt tokens of sound.</summary>
    public long AudioInput { get; init; }

    /// <summary>Prompt tokens of pictures, where the provider counts them apart.</summary>
    public long ImageInput { get; init; }

    /// <summary>Tokens of the answer.</summary>
    public long Output { get; init; }

    /// <summary>Tokens of reasoning that the provider bills as output.</summary>
    public long Reasoning { get; init; }

    /// <summary>Tokens of spoken answers.</summary>
    public long AudioOutput { get; init; }

    /// <summary>Tokens of painted answers.</summary>
    public long ImageOutput { get; init; }

    /// <summary>Uses of the provider's own billed tools (searches, executions): calls, not tokens, and in no sum.</summary>
    public long ToolCalls { get; init; }

    /// <summary>All tokens of the prompt.</summary>
    public long Prompt => Input + CachedInput + CacheWrite + CacheWriteLong + AudioInput + ImageInput;

    /// <summary>All tokens of the answer.</summary>
    public long Completion => Output + Reasoning + AudioOutput + ImageOutput;

    /// <summary>All tokens.</summary>
    public long Total => Prompt + Completion;

    /// <summary>Class by class.</summary>
    public static TokenUsage operator +(in TokenUsage left, in TokenUsage right) => new()
    {
        Input = left.Input + right.Input,
        CachedInput = left.CachedInput + right.CachedInput,
        CacheWrite = left.CacheWrite + right.CacheWrite,
        CacheWriteLong = left.CacheWriteLong + right.CacheWriteLong,
        AudioInput = left.AudioInput + right.AudioInput,
        ImageInput = left.ImageInput + right.ImageInput,
        Output = left.Output + right.Output,
        Reasoning = left.Reasoning + right.Reasoning,
        AudioOutput = left.AudioOutput + right.AudioOutput,
        ImageOutput = left.ImageOutput + right.ImageOutput,
        ToolCalls = left.ToolCalls + right.ToolCalls,
    };

    /// <summary>Class by class.</summary>
    public static TokenUsage Add(in TokenUsage left, in TokenUsage right) => left + right;
}
