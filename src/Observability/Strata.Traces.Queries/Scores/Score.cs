namespace Strata.Traces.Queries.Scores;

/// <summary>A judgement on a trace or one of its spans: a number, a label, a word of feedback, or any of them. An annotation is one with a comment.</summary>
public sealed record Score
{
    /// <summary>Characters of a comment.</summary>
    public const int CommentCharsMax = 16_384;

    /// <summary>Its id; given by the store.</summary>
    public string Id { get; init; } = "";

    /// <summary>The trace.</summary>
    public required UInt128 TraceId { get; init; }

    /// <summary>The span; 0 where the whole trace is meant.</summary>
    public ulong SpanId { get; init; }

    /// <summary>What is judged, for instance <c>helpful</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Who judges: <c>human</c>, <c>api</c>, <c>eval</c> or another word. One score of a name and source stands; the newest wins.</summary>
    public string Source { get; init; } = "api";

    /// <summary>The number; for yes and no 1 and 0. Null where there is none.</summary>
    public double? Value { get; init; }

    /// <summary>The label; empty where there is none.</summary>
    public string Label { get; init; } = "";

    /// <summary>A comment; empty where there is none.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The user or key that gave it.</summary>
    public string Author { get; init; } = "";

    /// <summary>When, set by the store where it is not given.</summary>
    public DateTimeOffset At { get; init; }
}
