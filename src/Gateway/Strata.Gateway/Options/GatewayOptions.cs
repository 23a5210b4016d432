using Strata.Caching.Options;
using Strata.Budgets.Rules;
using Strata.Identity.Tokens;
using Strata.Guard.Options;
using Strata.Routing.Options;
using Strata.Ledger.Pricing;

namespace Strata.Gateway.Options;

/// <summary>What <c>strata.yaml</c> says in its section <c>gateway</c>: immutable, swapped whole on a reload.</summary>
public sealed record GatewayOptions
{
    /// <summary>The most bytes of a request body; above it 413.</summary>
    public int BodyBytesMax { get; init; } = 32 << 20;

    /// <summary>The most bytes of an upstream's plain answer; above it 502.</summary>
    public int AnswerBytesMax { get; init; } = 64 << 20;

    /// <summary>The most requests at once in this process; above it 503.</summary>
    public int ParallelMax { get; init; } = 4_096;

    /// <summary>Whether prompts and answers are written into traces.</summary>
    public bool CaptureContent { get; init; } = true;

    /// <summary>The most bytes of one captured prompt or answer.</summary>
    public int CaptureBytesMax { get; init; } = 64 << 10;

    /// <summary>How long a row of the ledger may take to the disk; zero puts it there before its answer ends.</summary>
    public TimeSpan LedgerSync { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The secret that keys are hashed with; null takes the file in the data directory. Replicas must share it.</summary>
    public string? KeyPepper { get; init; }

    /// <summary>Issuers whose signed tokens are accepted beside keys.</summary>
    public IReadOnlyList<TokenIssuer> Issuers { get; init; } = [];

    /// <summary>The providers, in the order they are asked for a name.</summary>
    public IReadOnlyList<UpstreamOptions> Upstreams { get; init; } = [];

    /// <summary>Whether model calls go over .NET's general HTTP client, as they do behind a proxy. Read when a provider is met first.</summary>
    public bool GeneralHttpClient { get; init; }

    /// <summary>Providers of every kind, and routes over them; the upstreams stand before its providers.</summary>
    public RoutingOptions Routing { get; init; } = new();

    /// <summary>Guard policies by name; <c>default</c> holds for every request.</summary>
    public GuardOptions Guard { get; init; } = new();

    /// <summary>Members of a request's metadata that become tags of it: <c>name=value</c>; a member named <c>tags</c> holds tags itself.</summary>
    public IReadOnlyList<string> MetadataTags { get; init; } = [];

    /// <summary>What may be answered from the cache.</summary>
    public CacheOptions Cache { get; init; } = new();

    /// <summary>Prices by model: <c>upstream/model</c>, or a name as callers ask for it.</summary>
    public IReadOnlyDictionary<string, PriceOptions> Prices { get; init; } = new Dictionary<string, PriceOptions>();

    /// <summary>Limits and budgets that stand in the configuration.</summary>
    public IReadOnlyList<LimitRule> Limits { get; init; } = [];
}
