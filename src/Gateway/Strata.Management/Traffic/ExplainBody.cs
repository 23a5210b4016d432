namespace Strata.Management.Traffic;

/// <summary>A request that is explained and not sent.</summary>
internal sealed record ExplainBody
{
    public string? Model { get; init; }

    /// <summary>The id of the key that would ask; without it, the caller's own.</summary>
    public string? Key { get; init; }

    public string? EndUser { get; init; }

    /// <summary>Tags as <c>name=value</c>.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    public long PromptTokens { get; init; }

    public long OutputTokens { get; init; }

    public bool Stream { get; init; }

    public bool Tools { get; init; }

    public string? Region { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
