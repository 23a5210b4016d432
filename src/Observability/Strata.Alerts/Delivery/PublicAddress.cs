using System.Net;
using System.Net.Sockets;

namespace Strata.Alerts.Delivery;

/// <summary>
/// Keeps receivers that tenants write down out of the private network: the address is looked at when the connection is made, after the
/// name was resolved, so that neither a name that points inside nor one that changes its mind gets through.
/// </summary>
public static class PublicAddress
{
    /// <summary>Whether an address is of the public network.</summary>
    public static bool Is(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        var b = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !(b[0] is 0 or 10 or 127 or >= 224 || (b[0] == 100 && b[1] is >= 64 and <= 127) || (b[0] == 169 && b[1] == 254) || (b[0] == 172 && b[1] is >= 16 and <= 31)
                || (b[0] == 192 && b[1] == 168) || (b[0] == 192 && b[1] == 0 && b[2] is 0 or 2) || (b[0] == 198 && b[1] is 18 or 19) || (b[0] == 198 && b[1] == 51 && b[2] == 100)
                || (b[0] == 203 && b[1] == 0 && b[2] == 113));
        }

        // Of IPv6 only global unicast, 2000::/3, without documentation (2001:db8::/32), Teredo (2001::/32), 6to4 (2002::/16) and translated IPv4 (64:ff9b::, outside of it anyway).
        return (b[0] & 0xe0) == 0x20 && !(b[0] == 0x20 && b[1] == 0x01 && ((b[2] == 0x0d && b[3] == 0xb8) || (b[2] == 0 && b[3] == 0))) && !(b[0] == 0x20 && b[1] == 0x02);
    }

    /// <summary>Connects to a public address of the host only.</summary>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var open = Array.FindAll(addresses, Is);
        if (open.Length == 0)
        {
            throw new HttpRequestException($"'{host}' is not in the public network. Receivers in the private network are written in strata.yaml, or allowed by alerts.private_receivers.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
