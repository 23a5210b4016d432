namespace Strata.Gateway.Options;

/// <summary>An OpenAI-compatible provider.</summary>
public sealed record UpstreamOptions
{
    /// <summary>Its name: the first part of <c>upstream/model</c>, and the provider in the ledger.</summary>
    public required string Name { get; init; }

    /// <summary>The base address, up to and including <c>/v1</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>The credential sent as a bearer token; null sends none.</summary>
    public string? Key { get; init; }

    /// <summary>The names that callers use, and the provider's own name of each.</summary>
    public IReadOnlyDictionary<string, string> Models { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a name that nothing else knows is sent here as it is.</summary>
    public bool AnyModel { get; init; }

    /// <summary>Whether usage is asked for in streams where the caller did not ask. A provider that knows no <c>stream_options</c> needs false.</summary>
    public bool StreamUsage { get; init; } = true;

    /// <summary>How long each part of a call may take.</summary>
    public UpstreamTimeouts Timeouts { get; init; } = new();
}
