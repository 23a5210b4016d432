using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Strata.Otlp.Wire;

/// <summary>A fixed table from texts in UTF-8 to values, looked up by bytes as they stand in a message: no string is made.</summary>
/// <typeparam name="T">The value.</typeparam>
internal sealed class Utf8Table<T>
{
    private readonly (byte[] Key, T Value)[] entries;
    private readonly int[] slots;
    private readonly int mask;

    /// <summary>A table. Keys must differ.</summary>
    public Utf8Table(IEnumerable<(string Key, T Value)> pairs)
    {
        entries = [.. pairs.Select(p => (Encoding.UTF8.GetBytes(p.Key), p.Value))];
        mask = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, entries.Length * 3)) - 1;
        slots = new int[mask + 1];
        for (var i = 0; i < entries.Length; i++)
        {
            var at = Hash(entries[i].Key) & mask;
            for (; slots[at] != 0; at = (at + 1) & mask)
            {
                if (entries[slots[at] - 1].Key.AsSpan().SequenceEqual(entries[i].Key))
                {
                    throw new ArgumentException($"The key '{Encoding.UTF8.GetString(entries[i].Key)}' stands twice.", nameof(pairs));
                }
            }

            slots[at] = i + 1;
        }
    }

    /// <summary>The value of a key; false where it is not in the table.</summary>
    public bool TryGet(ReadOnlySpan<byte> key, out T value)
    {
        for (var at = Hash(key) & mask; slots[at] != 0; at = (at + 1) & mask)
        {
            ref readonly var entry = ref entries[slots[at] - 1];
            if (key.SequenceEqual(entry.Key))
            {
                value = entry.Value;
                return true;
            }
        }

        value = default!;
        return false;
    }

    /// <summary>Length, first and last eight bytes: enough to tell names apart, and cheap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(ReadOnlySpan<byte> key)
    {
        ulong hash = (uint)key.Length;
        if (key.Length >= 8)
        {
            hash ^= MemoryMarshal.Read<ulong>(key) * 0x9E37_79B9_7F4A_7C15;
            hash ^= MemoryMarshal.Read<ulong>(key[^8..]) * 0xC2B2_AE3D_27D4_EB4F;
        }
        else
        {
            foreach (var b in key)
            {
                hash = (hash ^ b) * 0x100_0000_01B3;
            }
        }

        return (int)((hash ^ (hash >> 29) ^ (hash >> 47)) & 0x7fff_ffff);
    }
}
