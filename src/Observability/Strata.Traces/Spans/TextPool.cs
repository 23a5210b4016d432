using System.Text;

namespace Strata.Traces.Spans;

/// <summary>
/// Shares strings that come again and again as bytes (names, models, services): a hit costs a hash and a comparison and
/// allocates nothing. Holds at most so many, then a new text takes an old one's place. Thread-safe without locks: a lost race costs one string.
/// </summary>
public sealed class TextPool
{
    private readonly Entry?[] entries;

    /// <summary>A pool of some size, rounded up to a power of two.</summary>
    /// <param name="size">Strings it holds.</param>
    public TextPool(int size = 4096) => entries = new Entry?[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(size, 16, 1 << 20))];

    /// <summary>The string of some UTF-8 bytes.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        if (utf8.Length > 256)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var place = ref entries[hash.ToHashCode() & (entries.Length - 1)];
        if (place is { } known && utf8.SequenceEqual(known.Utf8))
        {
            return known.Text;
        }

        var entry = new Entry(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        place = entry;
        return entry.Text;
    }

    private sealed record Entry(byte[] Utf8, string Text);
}
