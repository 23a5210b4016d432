using System.Numerics;
using System.Runtime.CompilerServices;

namespace Strata.Traces.Bytes;

/// <summary>A set of rows of one block, as bits. Reused by its owner.</summary>
internal sealed class Bits(int capacity)
{
    private readonly ulong[] words = new ulong[(capacity + 63) / 64];

    /// <summary>64 rows a word; bits behind the last row are zero.</summary>
    public Span<ulong> Words => words;

    public bool IsEmpty => !words.AsSpan().ContainsAnyExcept(0UL);

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in words)
            {
                count += BitOperations.PopCount(word);
            }

            return count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(int row) => (words[row >> 6] >> row & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Remove(int row) => words[row >> 6] &= ~(1UL << row);

    public void Clear() => words.AsSpan().Clear();

    /// <summary>Sets the first rows and no others.</summary>
    public void Fill(int rows)
    {
        Clear();
        words.AsSpan(0, rows >> 6).Fill(ulong.MaxValue);
        if ((rows & 63) != 0)
        {
            words[rows >> 6] = (1UL << rows) - 1;
        }
    }

    public void CopyFrom(Bits other) => other.words.CopyTo(words, 0);

    public void Or(Bits other)
    {
        for (var i = 0; i < words.Length; i++)
        {
            words[i] |= other.words[i];
        }
    }

    public void AndNot(Bits other)
    {
        for (var i = 0; i < words.Length; i++)
        {
            words[i] &= ~other.words[i];
        }
    }

    /// <summary>The first row of the set at or after <paramref name="row"/>, or -1.</summary>
    public int Next(int row)
    {
        var index = row >> 6;
        if (index >= words.Length)
        {
            return -1;
        }

        var word = words[index] & (ulong.MaxValue << row);
        while (word == 0)
        {
            if (++index == words.Length)
            {
                return -1;
            }

            word = words[index];
        }

        return (index << 6) + BitOperations.TrailingZeroCount(word);
    }
}
