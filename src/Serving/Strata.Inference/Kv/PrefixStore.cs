namespace Strata.Inference.Kv;

/// <summary>
/// The caches of the last finished sequences, oldest first. A new prompt takes over the one that shares the longest prefix
/// with it, which is what the next turn of a chat does. Simple on purpose: one owner per cache, nothing shared.
/// </summary>
internal sealed class PrefixStore(int entriesMax)
{
    private readonly List<(int[] Tokens, KvSequence Kv)> entries = [];

    public int Count => entries.Count;

    /// <summary>Keeps a finished sequence; the oldest makes place.</summary>
    public void Park(ReadOnlySpan<int> tokens, KvSequence kv)
    {
        if (entriesMax == 0 || kv.Length == 0)
        {
            kv.Truncate(0);
            return;
        }

        if (entries.Count >= entriesMax)
        {
            EvictOldest();
        }

        entries.Add((tokens[..kv.Length].ToArray(), kv));
    }

    /// <summary>The cache with the longest common prefix, cut to it; null where nothing is shared.</summary>
    public KvSequence? Take(ReadOnlySpan<int> prompt)
    {
        var (best, length) = (-1, 0);
        for (var i = 0; i < entries.Count; i++)
        {
            var common = prompt.CommonPrefixLength(entries[i].Tokens);
            if (common > length)
            {
                (best, length) = (i, common);
            }
        }

        // The last token is always computed: its logits are what the prompt was sent for.
        length = Math.Min(length, prompt.Length - 1);
        if (best < 0 || length == 0)
        {
            return null;
        }

        var kv = entries[best].Kv;
        entries.RemoveAt(best);
        kv.Truncate(length);
        return kv;
    }

    /// <summary>Gives the oldest cache's blocks back; false when there is none.</summary>
    public bool EvictOldest()
    {
        if (entries.Count == 0)
        {
            return false;
        }

        entries[0].Kv.Truncate(0);
        entries.RemoveAt(0);
        return true;
    }
}
