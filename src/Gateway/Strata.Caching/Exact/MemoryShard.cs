namespace Strata.Caching.Exact;

/// <summary>One part of the memory cache: a table and a list from the most to the least recently used, under one lock.</summary>
internal sealed class MemoryShard(long bytesMax)
{
    private readonly Lock gate = new();
    private readonly Dictionary<CacheKey, LinkedListNode<(CacheKey Key, CachedAnswer Answer)>> table = [];
    private readonly LinkedList<(CacheKey Key, CachedAnswer Answer)> order = new();
    private long bytes;

    public (long Entries, long Bytes) Size
    {
        get
        {
            lock (gate)
            {
                return (table.Count, bytes);
            }
        }
    }

    public CachedAnswer? Find(CacheKey key)
    {
        lock (gate)
        {
            if (!table.TryGetValue(key, out var node))
            {
                return null;
            }

            order.Remove(node);
            order.AddFirst(node);
            return node.Value.Answer;
        }
    }

    public void Put(CacheKey key, CachedAnswer answer)
    {
        if (answer.SizeBytes > bytesMax)
        {
            return;
        }

        lock (gate)
        {
            if (table.TryGetValue(key, out var old))
            {
                Drop(old);
            }

            table[key] = order.AddFirst((key, answer));
            bytes += answer.SizeBytes;
            while (bytes > bytesMax)
            {
                Drop(order.Last!);
            }
        }
    }

    public int Remove(Func<CachedAnswer, bool> which)
    {
        lock (gate)
        {
            var gone = 0;
            for (var node = order.First; node is not null;)
            {
                var next = node.Next;
                if (which(node.Value.Answer))
                {
                    Drop(node);
                    gone++;
                }

                node = next;
            }

            return gone;
        }
    }

    /// <summary>What must always hold; for tests.</summary>
    internal void CheckIntegrity()
    {
        lock (gate)
        {
            if (table.Count != order.Count || bytes != order.Sum(n => n.Answer.SizeBytes) || bytes > bytesMax)
            {
                throw new InvalidOperationException("The table, the list and the sum of bytes disagree.");
            }
        }
    }

    private void Drop(LinkedListNode<(CacheKey Key, CachedAnswer Answer)> node)
    {
        order.Remove(node);
        table.Remove(node.Value.Key);
        bytes -= node.Value.Answer.SizeBytes;
    }
}
