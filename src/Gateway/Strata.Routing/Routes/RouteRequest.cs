using Strata.Routing.Providers;

namespace Strata.Routing.Routes;

/// <summary>What routing looks at of a request.</summary>
/// <param name="Model">The model that was asked for.</param>
public readonly record struct RouteRequest(string Model)
{
    /// <summary>What a target must offer as it is; null for text, which is translated into any target's dialect.</summary>
    public Operation? Operation { get; init; }

    /// <summary>The caller's dialect.</summary>
    public string? Dialect { get; init; }

    /// <summary>Whether a stream was asked for.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether tools are offered to the model.</summary>
    public bool HasTools { get; init; }

    /// <summary>Whether the provider is asked to keep the answer (Responses with <c>store</c>).</summary>
    public bool StoresAnswer { get; init; }

    /// <summary>The prompt's tokens, estimated; 0 where nobody did.</summary>
    public long PromptTokens { get; init; }

    /// <summary>The answer's tokens, estimated; 0 takes what the deployment made lately.</summary>
    public long OutputTokens { get; init; }

    /// <summary>The caller's key.</summary>
    public string? Key { get; init; }

    /// <summary>The caller's user.</summary>
    public string? User { get; init; }

    /// <summary>The end user that the caller names.</summary>
    public string? EndUser { get; init; }

    /// <summary>The caller's team.</summary>
    public string? Team { get; init; }

    /// <summary>The caller's organisation.</summary>
    public string? Organization { get; init; }

    /// <summary>The only region that may answer; null for any.</summary>
    public string? Region { get; init; }

    /// <summary>The deployment that must answer, because it alone holds what the request continues; null for any.</summary>
    public string? PinnedDeployment { get; init; }

    /// <summary>The request's bytes, whose beginning is compared with what targets were sent before; empty for none.</summary>
    public ReadOnlyMemory<byte> Prompt { get; init; }

    /// <summary>Tags as <c>name=value</c>.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>The most time that all attempts share, where the caller asks for less than the route allows; null takes the route's.</summary>
    public TimeSpan? TotalMax { get; init; }

    /// <summary>The most time to the first content, where the caller asks for less than the target allows; null takes the target's.</summary>
    public TimeSpan? FirstByteMax { get; init; }

    /// <summary>The most attempts, where the caller asks for fewer than the route allows; null takes the route's.</summary>
    public int? AttemptsMax { get; init; }

    /// <summary>The request's own metadata.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
