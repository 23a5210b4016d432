using Strata.Core.Configuration;
using Strata.Gateway.Options;
using Strata.Routing.Options;

namespace Strata.Management.Prices;

/// <summary>
/// The name of a deployment in the public list, <c>kind/model</c>: only where the provider is the one that publishes the price. A server of
/// one's own that speaks the same API does not inherit it.
/// </summary>
internal sealed class PublicNames(Live<GatewayOptions> options)
{
    /// <summary>The public name; empty where the deployment has none.</summary>
    public string Of(string deployment)
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
