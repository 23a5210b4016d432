using System.Runtime.InteropServices;

namespace Strata.Caching;

/// <summary>What tells two requests apart: SHA-256 over the partition and everything that can change the answer.</summary>
public readonly struct CacheKey : IEquatable<CacheKey>
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = 32;

    private readonly long a;
    private readonly long b;
    private readonly long c;
    private readonly long d;

    /// <summary>A key from its 32 bytes.</summary>
    public CacheKey(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Length);
        var longs = MemoryMarshal.Cast<byte, long>(bytes);
        (a, b, c, d) = (longs[0], longs[1], longs[2], longs[3]);
    }

    /// <summary>Whether both are the same.</summary>
    public static bool operator ==(CacheKey left, CacheKey right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(CacheKey left, CacheKey right) => !left.Equals(right);

    /// <summary>The key's 32 bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        MemoryMarshal.Cast<long, byte>([a, b, c, d]).CopyTo(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public bool Equals(CacheKey other) => a == other.a && b == other.b && c == other.c && d == other.d;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CacheKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => a.GetHashCode();

    /// <summary>The first eight bytes in hex, for logs and headers.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes().AsSpan(0, 8));
}
