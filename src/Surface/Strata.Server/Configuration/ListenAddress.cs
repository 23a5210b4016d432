using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Strata.Server.Configuration;

/// <summary>Where the server listens.</summary>
/// <param name="Host">The name or number as written, without brackets.</param>
/// <param name="Port">The port; 0 lets the system choose.</param>
/// <param name="IsHttps">Whether it speaks TLS.</param>
internal sealed record ListenAddress(string Host, int Port, bool IsHttps)
{
    public bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>The number to bind; every address for a name that is not a number.</summary>
    public IPAddress Ip => Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(Host, out var ip) ? ip : IPAddress.IPv6Any;

    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address, [NotNullWhen(false)] out string? why)
    {
        (address, why) = (null, null);
        var full = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        var scheme = full[..full.IndexOf("://", StringComparison.Ordinal)];
        if (scheme is not ("http" or "https"))
        {
            why = $"'{scheme}' is not http or https.";
            return false;
        }

        var rest = full[(scheme.Length + 3)..].TrimEnd('/');
        var colon = rest.LastIndexOf(':');
        if (rest.Contains('/', StringComparison.Ordinal) || colon <= 0 || !ushort.TryParse(rest.AsSpan(colon + 1), out var port))
        {
            why = $"'{text}' is not an address with a port.";
            return false;
        }

        var host = rest[..colon].Trim('[', ']');
        if (host is "*" or "+" or "0.0.0.0")
        {
            host = "0.0.0.0";
        }
        else if (host != "localhost" && !IPAddress.TryParse(host, out _))
        {
            why = $"'{host}' is not a number of this machine: a name cannot be bound to.";
            return false;
        }

        address = new(host, port, scheme == "https");
        return true;
    }

    /// <summary>Reads an address that the configuration has checked.</summary>
    public static ListenAddress Parse(string text) => TryParse(text, out var address, out var why) ? address : throw new FormatException(why);

    public override string ToString() => $"{(IsHttps ? "https" : "http")}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}";
}
