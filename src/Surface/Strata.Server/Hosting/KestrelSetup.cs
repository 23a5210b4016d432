using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Strata.Server.Configuration;
using Strata.Server.Health;

namespace Strata.Server.Hosting;

/// <summary>The web server's address and bounds.</summary>
internal static class KestrelSetup
{
    /// <summary>How long a connection may say nothing before its first bytes: as long as between two requests.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(130);

    public static void Apply(KestrelServerOptions kestrel, ListenAddress listen, ServerOptions options, TimeProvider time)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.BodyBytesMax;
        kestrel.Limits.MaxConcurrentConnections = options.ConnectionsMax;
        kestrel.Limits.MaxRequestLineSize = ServerLimits.LineBytesMax;
        kestrel.Limits.MaxRequestHeadersTotalSize = ServerLimits.HeaderBytesMax;
        kestrel.Limits.MaxRequestHeaderCount = ServerLimits.HeadersMax;
        var cleartext = new CleartextHttp2(Patience, time);
        foreach (var address in options.AlsoListen.Select(ListenAddress.Parse).Prepend(listen))
        {
            kestrel.Listen(address.Ip, address.Port, endpoint =>
            {
                endpoint.Protocols = address.IsHttps ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
                if (address.IsHttps)
                {
                    endpoint.UseHttps(X509Certificate2.CreateFromPemFile(options.Certificate!, options.CertificateKey));
                }
                else
                {
                    cleartext.Watch(endpoint);
                }
            });
        }

        cleartext.AddPipeline(kestrel);
    }
}
