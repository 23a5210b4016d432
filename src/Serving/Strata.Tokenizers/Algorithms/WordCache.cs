namespace Strata.Tokenizers.Algorithms;

/// <summary>
/// What words became last time: a direct-mapped table of immutable entries. A collision overwrites, so the size is
/// bounded; readers and writers need no lock, for an entry is published by one reference write.
/// </summary>
internal sealed class WordCache
{
    private const int Slots = 1 << 15;
    private const int WordCharsMax = 32;
    private readonly Entry?[] entries = new Entry?[Slots];

    public bool TryGet(ReadOnlySpan<char> word, out ReadOnlySpan<int> ids)
    {
        var entry = word.Length <= WordCharsMax ? Volatile.Read(ref entries[Slot(word)]) : null;
        if (entry is not null && word.SequenceEqual(entry.Word))
        {
            ids = entry.Ids;
            return true;
        }

        ids = default;
        return false;
    }

    public void Set(ReadOnlySpan<char> word, ReadOnlySpan<int> ids)
    {
        if (word.Length <= WordCharsMax)
        {
            Volatile.Write(ref entries[Slot(word)], new Entry(word.ToString(), ids.ToArray()));
        }
    }

    private static int Slot(ReadOnlySpan<char> word)
    {
        var hash = 2166136261u;
        foreach (var c in word)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return (int)((hash ^ (hash >> 15)) & (Slots - 1));
    }

    private sealed record Entry(string Word, int[] Ids);
}
