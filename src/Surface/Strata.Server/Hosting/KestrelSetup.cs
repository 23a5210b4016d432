using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Strata.Server.Configuration;
using Strata.Server.Health;

namespace Strata.Server.Hosting;

/// <summary>The web server's address and bounds.</summary>
internal static class KestrelSetup
{
    public static void Apply(KestrelServerOptions kestrel, ListenAddress listen, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.BodyBytesMax;
        kestrel.Limits.MaxConcurrentConnections = options.ConnectionsMax;
        kestrel.Limits.MaxRequestLineSize = ServerLimits.LineBytesMax;
        kestrel.Limits.MaxRequestHeadersTotalSize = ServerLimits.HeaderBytesMax;
        kestrel.Limits.MaxRequestHeaderCount = ServerLimits.HeadersMax;
        kestrel.Listen(listen.Ip, listen.Port, endpoint =>
        {
            // Without TLS the protocol cannot be negotiated; HTTP/1.1 is what every client begins with.
            endpoint.Protocols = listen.IsHttps ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
            if (listen.IsHttps)
            {
                endpoint.UseHttps(X509Certificate2.CreateFromPemFile(options.Certificate!, options.CertificateKey));
            }
        });
    }
}
