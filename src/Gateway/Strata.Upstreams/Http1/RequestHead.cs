using System.Text;

namespace Strata.Upstreams.Http1;

/// <summary>Writes the head of a request (RFC 9112).</summary>
internal static class RequestHead
{
    /// <summary>Room that is enough for a head.</summary>
    public static int BytesMax(UpstreamRequest request, byte[] host)
    {
        var bytes = 160 + host.Length + request.Url.PathAndQuery.Length + request.ContentType.Length;
        for (var i = 0; i < request.Headers.Count; i++)
        {
            bytes += request.Headers[i].Key.Length + request.Headers[i].Value.Length + 4;
        }

        return bytes;
    }

    /// <summary>Writes it.</summary>
    /// <param name="request">What is sent.</param>
    /// <param name="host">The line of the host, its end included.</param>
    /// <param name="room">Where to.</param>
    /// <returns>Its bytes.</returns>
    public static int Write(UpstreamRequest request, byte[] host, Span<byte> room)
    {
        var at = Put(room, 0, "POST "u8);
        at += Encoding.Latin1.GetBytes(request.Url.PathAndQuery, room[at..]); // escaped already
        at = Put(room, at, " HTTP/1.1\r\n"u8);
        at = Put(room, at, host);
        for (var i = 0; i < request.Headers.Count; i++)
        {
            var (name, value) = request.Headers[i];
            if (!IsOurs(name))
            {
                at += Encoding.Latin1.GetBytes(name, room[at..]);
                at = Put(room, at, ": "u8);
                at += Encoding.Latin1.GetBytes(value, room[at..]);
                at = Put(room, at, "\r\n"u8);
            }
        }

        at = Put(room, at, "Content-Type: "u8);
        at += Encoding.Latin1.GetBytes(request.ContentType, room[at..]);
        at = Put(room, at, "\r\nContent-Length: "u8);
        request.Length.TryFormat(room[at..], out var digits, default, System.Globalization.CultureInfo.InvariantCulture);
        return Put(room, at + digits, "\r\n\r\n"u8);
    }

    /// <summary>What frames the request is said once, by us.</summary>
    private static bool IsOurs(string name) => name.Length switch
    {
        4 => name.Equals("host", StringComparison.OrdinalIgnoreCase),
        10 => name.Equals("connection", StringComparison.OrdinalIgnoreCase),
        12 => name.Equals("content-type", StringComparison.OrdinalIgnoreCase),
        14 => name.Equals("content-length", StringComparison.OrdinalIgnoreCase),
        17 => name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static int Put(Span<byte> room, int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(room[at..]);
        return at + bytes.Length;
    }
}
