namespace Strata.Dialects.Tests.Matrix;

/// <summary>The facts of an answer: what a provider's fixture says, and what a caller's JSON or stream is found to say.</summary>
internal sealed record Told
{
    public string Text { get; init; } = "";

    public string Thinking { get; init; } = "";

    public string Seal { get; init; } = "";

    public string Refusal { get; init; } = "";

    public IReadOnlyList<Call> Calls { get; init; } = [];

    /// <summary>end, length, calls, filter, refusal; other words as they are; empty where none came.</summary>
    public string Stop { get; init; } = "";

    public long Prompt { get; init; }

    public long Cached { get; init; }

    public long Completion { get; init; }

    public long Reasoning { get; init; }

    /// <summary>The message of an error.</summary>
    public string Error { get; init; } = "";

    /// <summary>Whether a stream ended as its dialect ends whole answers.</summary>
    public bool IsWhole { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Text}|{Thinking}|{Seal}|{Refusal}|{string.Join(' ', Calls)}|stop {Stop}|{Prompt}/{Cached}/{Completion}/{Reasoning}|{Error}|whole {IsWhole}";
}
