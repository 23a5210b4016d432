using System.Net;
using System.Net.Sockets;
using Strata.Core.Results;

namespace Strata.Identity.Keys;

/// <summary>A block of addresses in CIDR notation (RFC 4632, RFC 4291); a single address is a block of one.</summary>
public sealed record IpRange
{
    private readonly IPNetwork network;

    private IpRange(IPNetwork network) => this.network = network;

    /// <summary>Reads <c>10.0.0.0/8</c>, <c>2001:db8::/32</c> or <c>192.0.2.7</c>.</summary>
    public static Result<IpRange> Parse(string text)
    {
        var whole = text.Contains('/', StringComparison.Ordinal) ? text : text + (text.Contains(':', StringComparison.Ordinal) ? "/128" : "/32");
        var slash = whole.IndexOf('/', StringComparison.Ordinal);
        return IPAddress.TryParse(whole.AsSpan(0, slash), out var address) && int.TryParse(whole.AsSpan(slash + 1), out var bits)
            && bits >= 0 && bits <= (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
            ? new IpRange(new IPNetwork(Mask(address, bits), bits))
            : Problem.Invalid($"'{text}' is no range of addresses. Write it as 10.0.0.0/8, 2001:db8::/32 or 192.0.2.7.", "ip_ranges");
    }

    /// <summary>Whether an address lies in it. IPv4 addresses that come as IPv6 (::ffff:192.0.2.7) count as IPv4.</summary>
    public bool Contains(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
    }

    /// <inheritdoc/>
    public override string ToString() => network.ToString();

    private static IPAddress Mask(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(bits - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - kept));
        }

        return new IPAddress(bytes);
    }
}
