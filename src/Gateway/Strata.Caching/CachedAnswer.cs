using Strata.Core.Usage;

namespace Strata.Caching;

/// <summary>An answer as its caller got it, ready to be sent again byte by byte.</summary>
public sealed record CachedAnswer
{
    /// <summary>Whose answer it is: <c>organization/project</c> and, where the policy says so, the key. Never crossed.</summary>
    public required string Partition { get; init; }

    /// <summary>The model that was asked for.</summary>
    public required string Model { get; init; }

    /// <summary>What answered, by which a hit's savings are told.</summary>
    public required string Deployment { get; init; }

    /// <summary>The caller's dialect, which the bytes are in.</summary>
    public required string Dialect { get; init; }

    /// <summary>The response's content type.</summary>
    public required string ContentType { get; init; }

    /// <summary>The whole body; of a stream without its end mark, which is written anew.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The pieces of a stream in order; empty for a plain answer.</summary>
    public IReadOnlyList<CachedPart> Parts { get; init; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is gone.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The tokens it used when it was made.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>What it cost when it was made, in nano-dollars; null where unknown.</summary>
    public long? CostNanos { get; init; }

    /// <summary>Why it ended, in the dialect's word.</summary>
    public string FinishReason { get; init; } = "";

    /// <summary>Whether it is a stream.</summary>
    public bool IsStream => Parts.Count > 0;

    /// <summary>Whether it stands in a partition that begins so, and is of the model where one is named.</summary>
    internal bool IsIn(string partitionPrefix, string? model) => Partition.StartsWith(partitionPrefix, StringComparison.Ordinal) && (model is null || Model == model);

    /// <summary>Bytes it holds in memory, by estimate.</summary>
    public long SizeBytes => 400 + Body.Length + (8L * Parts.Count) + (2L * (Partition.Length + Model.Length + Deployment.Length + ContentType.Length));
}
