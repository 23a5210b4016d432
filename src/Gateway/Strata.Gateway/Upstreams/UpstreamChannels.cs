using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using Strata.Routing.Providers;

namespace Strata.Gateway.Upstreams;

/// <summary>
/// One connection pool for each provider. A proxy's handler: no redirects, cookies, decompression or trace headers of its own,
/// and an answer that is given up closes its connection at once instead of being drained.
/// </summary>
internal sealed class UpstreamChannels : IDisposable
{
    private readonly ConcurrentDictionary<(string Name, Uri Url, TimeSpan Connect), HttpMessageInvoker> channels = new();

    private readonly ConditionalWeakTable<Provider, HttpMessageInvoker> known = [];

    /// <summary>The pool of a provider; after a reload the same one, where its address and patience stayed.</summary>
    public HttpMessageInvoker For(Provider provider) => known.TryGetValue(provider, out var channel) ? channel : known.GetValue(provider, Open);

    private HttpMessageInvoker Open(Provider provider) =>
        channels.GetOrAdd((provider.Name, provider.Url, provider.Clocks.Connect), static key => new HttpMessageInvoker(Handler(key.Url, key.Connect)));

    /// <summary>A pool of its own for what is no model: tokens, webhooks of guardrails.</summary>
    public HttpMessageInvoker ForTokens { get; } = new(new SocketsHttpHandler { ActivityHeadersPropagator = null, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5), UseCookies = false });

    public void Dispose()
    {
        ForTokens.Dispose();
        foreach (var channel in channels.Values)
        {
            channel.Dispose();
        }
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
