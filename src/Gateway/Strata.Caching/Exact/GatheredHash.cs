using System.Security.Cryptography;

namespace Strata.Caching.Exact;

/// <summary>Gathers what is hashed in small pieces: each call of the system's hash costs more than the bytes of a token.</summary>
internal ref struct GatheredHash(IncrementalHash hash, Span<byte> room)
{
    /// <summary>Room that gathers enough.</summary>
    public const int RoomBytes = 2_048;

    private readonly Span<byte> room = room;
    private int length;

    /// <summary>Takes more bytes.</summary>
    public void Append(scoped ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > room.Length - length)
        {
            hash.AppendData(room[..length]);
            length = 0;
        }

        if (bytes.Length > room.Length)
        {
            hash.AppendData(bytes);
            return;
        }

        bytes.CopyTo(room[length..]);
        length += bytes.Length;
    }

    /// <summary>The hash of all.</summary>
    public void End(scoped Span<byte> into)
    {
        hash.AppendData(room[..length]);
        hash.GetHashAndReset(into);
    }
}
