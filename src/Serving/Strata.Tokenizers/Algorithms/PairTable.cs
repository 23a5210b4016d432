using System.Numerics;

namespace Strata.Tokenizers.Algorithms;

/// <summary>
/// Which two neighbouring symbols merge, how urgently, and into what: an open-addressing hash map from a pair to
/// (rank, merged symbol). Filled once, then read by many threads.
/// </summary>
internal sealed class PairTable
{
    private readonly ulong[] keys;
    private readonly ulong[] values;
    private readonly int mask;

    public PairTable(int count)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, Math.Min(count, 1 << 28) * 2));
        keys = new ulong[size];
        values = new ulong[size];
        mask = size - 1;
    }

    /// <summary>Adds a pair; where it is known, the first or the last one stays.</summary>
    public void Add(int left, int right, int rank, int merged, bool keepFirst)
    {
        var key = Key(left, right);
        var slot = Slot(key);
        if (keys[slot] == 0 || !keepFirst)
        {
            keys[slot] = key;
            values[slot] = ((ulong)(uint)rank << 32) | (uint)merged;
        }
    }

    /// <summary>The rank (lower merges first) and the result of a pair; rank is <see cref="int.MaxValue"/> where it does not merge.</summary>
    public int Rank(int left, int right, out int merged)
    {
        var key = Key(left, right);
        var slot = Slot(key);
        var value = values[slot];
        merged = (int)value;
        return keys[slot] == key ? (int)(value >> 32) : int.MaxValue;
    }

    // Zero marks an empty slot, so symbols count from one here.
    private static ulong Key(int left, int right) => ((ulong)(uint)(left + 1) << 32) | (uint)(right + 1);

    private int Slot(ulong key)
    {
        var slot = (int)((key * 0x9E3779B97F4A7C15UL) >> 33) & mask;
        while (keys[slot] != 0 && keys[slot] != key)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }
}
