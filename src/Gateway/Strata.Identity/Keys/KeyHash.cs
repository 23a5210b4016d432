using System.Runtime.InteropServices;

namespace Strata.Identity.Keys;

/// <summary>A keyed hash of a secret, 256 bits, as a dictionary key.</summary>
internal readonly record struct KeyHash(ulong A, ulong B, ulong C, ulong D)
{
    public static KeyHash From(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<KeyHash>(bytes);

    public static KeyHash FromHex(string hex) => From(Convert.FromHexString(hex));

    public string ToHex()
    {
        var self = this;
        return Convert.ToHexStringLower(MemoryMarshal.AsBytes(new ReadOnlySpan<KeyHash>(in self)));
    }
}
