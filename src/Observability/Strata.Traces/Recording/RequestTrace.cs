using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Strata.Core.Identity;
using Strata.Traces.Bytes;

namespace Strata.Traces.Recording;

/// <summary>Ids of the traces that requests begin: made of the request's id, so that a trace is found by either without a search.</summary>
public static class RequestTrace
{
    /// <summary>The trace of a request: the number that its id spells, or, where it spells none, a hash of it.</summary>
    /// <param name="requestId">For instance <c>req_</c> and 26 characters that sort by time.</param>
    public static UInt128 IdOf(string requestId)
    {
        if (TimeOrderedIds.TryRead(requestId, out var value))
        {
            return value;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(requestId), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash) | 1;
    }

    /// <summary>When a request came, as its id says; null where it says nothing.</summary>
    public static DateTimeOffset? TimeOf(string requestId) =>
        TimeOrderedIds.TryRead(requestId, out var value) && (long)(value >> 80) is var at && at <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>A span's id, made of an id and a number; never 0.</summary>
    public static ulong SpanOf(UInt128 id, int number) => Hash64.Of(Hash64.Of(id), (ulong)number) | 1;
}
