namespace Strata.Routing.Providers;

/// <summary>One model at one provider: what can be asked, priced and measured. Immutable but for its cache of addresses and names.</summary>
public sealed class Deployment
{
    private readonly Uri?[] urls = new Uri?[Operations.Count];
    private string? publicName;

    /// <summary><c>provider/model</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Who runs it.</summary>
    public required Provider Provider { get; init; }

    /// <summary>The provider's own name of the model.</summary>
    public required string RemoteModel { get; init; }

    /// <summary>The tokens that fit its context; 0 where that is not known.</summary>
    public long ContextTokens { get; init; }

    /// <summary>The most attempts at once; 0 sets no bound.</summary>
    public int ParallelMax { get; init; }

    /// <summary>Where it runs: its own, else its provider's; empty where that is not said.</summary>
    public string Region { get; init; } = "";

    /// <summary>The dialects it is asked in, the best first.</summary>
    public required IReadOnlyList<string> Dialects { get; init; }

    /// <summary>What the configuration says of it.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// The name that its health is kept under. It is <see cref="Name"/> for what the configuration lists; names that callers made up
    /// share their provider's, so that they cannot grow our memory.
    /// </summary>
    public string HealthName { get; init; } = "";

    /// <summary>Whether it is a model of this process.</summary>
    public bool IsInProcess => Provider.IsInProcess;

    /// <summary>Its name in the public price list, made once; empty where its provider does not publish one.</summary>
    public string PublicName => publicName ??= Provider.PublicNameOf(RemoteModel);

    /// <summary>Whether it can be asked for something.</summary>
    public bool Offers(Operation operation) => IsInProcess || Provider.PathOf(operation) is not null;

    /// <summary>The address of an operation, made once; null where it is not offered.</summary>
    public Uri? Url(Operation operation) => urls[(int)operation] ??= ProviderUrls.Of(Provider, operation, RemoteModel);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
