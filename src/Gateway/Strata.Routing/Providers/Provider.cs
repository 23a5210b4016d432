namespace Strata.Routing.Providers;

/// <summary>One configured provider. Immutable.</summary>
public sealed class Provider
{
    /// <summary>The models of this process.</summary>
    public static Provider InProcess { get; } = new()
    {
        Name = "strata", Kind = ProviderKinds.InProcess, Url = new Uri("http://127.0.0.1/"), Credentials = [Credential.None], Dialects = [],
    };

    /// <summary>Its name: the first part of <c>provider/model</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What kind it is.</summary>
    public required ProviderKind Kind { get; init; }

    /// <summary>The base address, ending in a slash, its places filled.</summary>
    public required Uri Url { get; init; }

    /// <summary>Its accounts, at least one.</summary>
    public required IReadOnlyList<Credential> Credentials { get; init; }

    /// <summary>The dialects it is asked in, the best first.</summary>
    public required IReadOnlyList<string> Dialects { get; init; }

    /// <summary>What its request's writer must know.</summary>
    public ProviderQuirks Quirks { get; init; } = new();

    /// <summary>Where it runs; empty where that is not said.</summary>
    public string Region { get; init; } = "";

    /// <summary>The project of a cloud; empty for none.</summary>
    public string Project { get; init; } = "";

    /// <summary>The location of a cloud; empty for none.</summary>
    public string Location { get; init; } = "";

    /// <summary>The version in addresses that have one; empty for none.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>How long each part of a call may take.</summary>
    public CallClocks Clocks { get; init; } = new();

    /// <summary>The most attempts at once, over all its models; 0 sets no bound.</summary>
    public int ParallelMax { get; init; }

    /// <summary>Headers that every call carries besides the credential.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Paths of the configuration that stand before the kind's own.</summary>
    public IReadOnlyDictionary<Operation, string> Paths { get; init; } = new Dictionary<Operation, string>();

    /// <summary>Whether its models are those of this process.</summary>
    public bool IsInProcess => ReferenceEquals(Kind, ProviderKinds.InProcess);

    /// <summary>The path of an operation; null where it does not offer it.</summary>
    public string? PathOf(Operation operation) => Paths.GetValueOrDefault(operation) ?? Kind.Paths.GetValueOrDefault(operation);

    /// <summary>
    /// The name of a model in the public price list, <c>kind/model</c>: only where this provider is the one that publishes the price. A server of
    /// one's own that speaks the same API does not inherit it, whatever it is named. Empty where there is none.
    /// </summary>
    public string PublicNameOf(string remoteModel) => IsItself ? $"{Kind.Name}/{remoteModel}" : "";

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Kind.Name})";

    private bool IsItself => Kind.DefaultUrl is { } usual && Tail(usual) is { Length: > 0 } tail && Tail(Url.OriginalString) == tail;

    /// <summary>The last two labels of the host: regions and locations stand before them.</summary>
    private static string Tail(string url)
    {
        var start = url.IndexOf("://", StringComparison.Ordinal);
        var host = start < 0 ? url : url[(start + 3)..];
        var end = host.IndexOfAny(['/', ':']);
        var labels = (end < 0 ? host : host[..end]).Split('.');
        return labels.Length < 2 ? "" : $"{labels[^2]}.{labels[^1]}";
    }
}
