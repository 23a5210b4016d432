using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using Strata.Routing.Providers;
using Strata.Upstreams.Handlers;
using Strata.Upstreams.Http1;

namespace Strata.Upstreams;

/// <summary>
/// One pool of connections for each provider. Model calls go over our own HTTP/1.1 client, which knows no more than they need;
/// everything else, providers behind a proxy, and all where the configuration says so, over the general one: no redirects, cookies,
/// decompression or trace headers of its own, and an answer that is given up closes its connection at once instead of being drained.
/// </summary>
/// <param name="usesOwn">Whether model calls may go over our own client, asked when a provider is met first.</param>
/// <param name="time">Ages connections.</param>
public sealed class UpstreamChannels(Func<bool> usesOwn, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<(string Name, Uri Url, TimeSpan Connect), HttpMessageInvoker> invokers = new();
    private readonly ConcurrentDictionary<(string Name, Uri Url, TimeSpan Connect, bool Own), IUpstreamChannel> channels = new();
    private readonly ConditionalWeakTable<Provider, HttpMessageInvoker> knownInvokers = [];
    private readonly ConditionalWeakTable<Provider, IUpstreamChannel> knownChannels = [];

    /// <summary>A pool of its own for what is no model: tokens, webhooks of guardrails.</summary>
    public HttpMessageInvoker ForTokens { get; } = new(new SocketsHttpHandler { ActivityHeadersPropagator = null, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5), UseCookies = false });

    /// <summary>The general client of a provider; after a reload the same one, where its address and patience stayed.</summary>
    public HttpMessageInvoker For(Provider provider) => knownInvokers.TryGetValue(provider, out var invoker) ? invoker : knownInvokers.GetValue(provider, OpenInvoker);

    /// <summary>The channel of a provider's model calls; after a reload the same one, where its address and patience stayed.</summary>
    public IUpstreamChannel ChannelOf(Provider provider) => knownChannels.TryGetValue(provider, out var channel) ? channel : knownChannels.GetValue(provider, OpenChannel);

    /// <inheritdoc/>
    public void Dispose()
    {
        ForTokens.Dispose();
        foreach (var channel in channels.Values)
        {
            channel.Dispose();
        }

        foreach (var invoker in invokers.Values)
        {
            invoker.Dispose();
        }
    }

    private HttpMessageInvoker OpenInvoker(Provider provider) =>
        invokers.GetOrAdd((provider.Name, provider.Url, provider.Clocks.Connect), static key => new HttpMessageInvoker(Handler(key.Url, key.Connect)));

    private IUpstreamChannel OpenChannel(Provider provider)
    {
        var own = usesOwn() && !provider.Paths.Values.Any(p => p.Contains("://", StringComparison.Ordinal))
            && (provider.Url.IsLoopback || HttpClient.DefaultProxy.GetProxy(provider.Url) is null);
        return channels.GetOrAdd(
            (provider.Name, provider.Url, provider.Clocks.Connect, own),
            key => own ? new ConnectionPool(key.Url, key.Connect, time) : new HandlerChannel(For(provider)));
    }

    private static SocketsHttpHandler Handler(Uri url, TimeSpan connect) => new()
    {
        ActivityHeadersPropagator = null,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = connect,
        MaxConnectionsPerServer = 8_192,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ResponseDrainTimeout = TimeSpan.Zero,
        UseCookies = false,
        UseProxy = !url.IsLoopback,
    };
}
