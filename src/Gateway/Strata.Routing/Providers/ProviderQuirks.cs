namespace Strata.Routing.Providers;

/// <summary>Facts about a kind of provider that a request's writer must know.</summary>
public sealed record ProviderQuirks
{
    /// <summary>Whether it knows <c>stream_options.include_usage</c>.</summary>
    public bool AsksUsage { get; init; } = true;

    /// <summary>Whether <c>max_tokens</c> is to be sent where newer servers want <c>max_completion_tokens</c>.</summary>
    public bool UsesMaxTokens { get; init; }

    /// <summary>Whether it takes Anthropic's cache marks inside OpenAI's shapes.</summary>
    public bool TakesCacheControl { get; init; }

    /// <summary>Whether the model stands in the path and not in the body.</summary>
    public bool ModelInPath { get; init; }

    /// <summary>
    /// What <c>anthropic_version</c> says inside the body where the model stands in the path (<c>vertex-2023-10-16</c>); null sends the header.
    /// </summary>
    public string? AnthropicBodyVersion { get; init; }

    /// <summary>Whether the answer's usage may carry a cost of the provider's own.</summary>
    public bool ReportsCost { get; init; }
}
