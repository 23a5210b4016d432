using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Strata.Cli.Doctor;

/// <summary>
/// Looks whether an upstream can be reached: a connection, and the TLS handshake where its address is https, within two
/// seconds together. No request is sent and no key is needed. Behind a proxy it is the proxy that is asked.
/// </summary>
internal static class UpstreamExam
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<Finding> RunAsync(string name, string url, TimeProvider time, CancellationToken cancellationToken)
    {
        var subject = $"upstream {name}";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return new(Verdict.Fail, subject, "its url is no http address", "Run 'strata config check'.");
        }

        var proxy = HttpClient.DefaultProxy.IsBypassed(address) ? null : HttpClient.DefaultProxy.GetProxy(address);
        var target = proxy ?? address;
        var what = Shown(address) + (proxy is null ? "" : $" by the proxy {Shown(proxy)}");
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var tcp = new TcpClient();
            await tcp.ConnectAsync(target.Host, target.Port, either.Token);
            if (target.Scheme == Uri.UriSchemeHttps)
            {
                await using var tls = new SslStream(tcp.GetStream());
                await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = target.Host }, either.Token);
            }

            return new(Verdict.Ok, subject, $"{what} can be reached");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(Verdict.Warn, subject, $"{what} does not answer within {Patience.TotalSeconds:F0} s", "Check its url, the network, and https_proxy.");
        }
        catch (Exception failure) when (failure is SocketException or IOException or AuthenticationException)
        {
            return new(Verdict.Warn, subject, $"{what}: {failure.Message}", "Check its url, the network, and its certificate.");
        }
    }

    /// <summary>An address without what may be secret in it: user, password, path and query.</summary>
    public static string Shown(Uri address) => address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
