using System.Collections.Concurrent;
using Strata.Core.Configuration;
using Strata.Gateway.Options;
using Strata.Routing.Options;

namespace Strata.Gateway.Pricing;

/// <summary>
/// The name of a deployment in the public list, <c>kind/model</c>: only where the provider is the one that publishes the price. A server of
/// one's own that speaks the same API does not inherit it. A name is worked out once for each configuration.
/// </summary>
public sealed class PublicNames : IDisposable
{
    private const int NamesMax = 10_000;
    private readonly Live<GatewayOptions> options;
    private ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);

    internal PublicNames(Live<GatewayOptions> options)
    {
        this.options = options;
        options.Changed += Forget;
    }

    /// <summary>The public name; empty where the deployment has none.</summary>
    public string Of(string deployment)
    {
        var names = Volatile.Read(ref known);
        if (names.TryGetValue(deployment, out var name))
        {
            return name;
        }

        name = Read(deployment);
        if (names.Count < NamesMax)
        {
            names[deployment] = name;
        }

        return name;
    }

    /// <inheritdoc/>
    public void Dispose() => options.Changed -= Forget;

    private void Forget(GatewayOptions next) => Volatile.Write(ref known, new ConcurrentDictionary<string, string>(StringComparer.Ordinal));

    private string Read(string deployment)
    {
        var slash = deployment.IndexOf('/', StringComparison.Ordinal);
        var provider = slash < 0 ? null : options.Current.Routing.Providers.FirstOrDefault(p => p.Provider.Name == deployment[..slash]);
        return provider is not null && IsItself(provider) ? $"{provider.Provider.Kind.Name}/{deployment[(slash + 1)..]}" : "";
    }

    private static bool IsItself(ProviderOptions provider) =>
        provider.Provider.Kind.DefaultUrl is { } usual && Tail(usual) is { Length: > 0 } tail && Tail(provider.Provider.Url.OriginalString) == tail;

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
