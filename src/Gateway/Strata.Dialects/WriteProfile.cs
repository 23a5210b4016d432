namespace Strata.Dialects;

/// <summary>What a request's writer must know of the provider it writes for.</summary>
/// <param name="RemoteModel">The provider's own name of the model.</param>
public sealed record WriteProfile(string RemoteModel)
{
    /// <summary>Whether the answer is to be streamed.</summary>
    public bool Stream { get; init; }

    /// <summary>What bounds the answer where the caller did not and the dialect demands it (Anthropic's <c>max_tokens</c>).</summary>
    public long OutputTokensDefault { get; init; } = 4_096;

    /// <summary>Whether a stream can be asked for its usage (OpenAI's <c>stream_options</c>).</summary>
    public bool AsksUsage { get; init; } = true;

    /// <summary>Whether <c>max_tokens</c> is to be used where newer servers want <c>max_completion_tokens</c>.</summary>
    public bool UsesMaxTokens { get; init; }

    /// <summary>Whether the server takes Anthropic's cache marks inside OpenAI's shapes (OpenRouter and others do).</summary>
    public bool TakesCacheControl { get; init; }

    /// <summary>Whether the server takes schemas only in Google's own form (older Gemini servers), not as JSON schemas.</summary>
    public bool TakesOpenApiSchema { get; init; }
}
