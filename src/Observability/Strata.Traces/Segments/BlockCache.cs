namespace Strata.Traces.Segments;

/// <summary>Unpacked parts of segments that were read lately, bounded by bytes; the one not used for longest goes first. Thread-safe.</summary>
internal sealed class BlockCache(long bytesMax)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(long File, long Offset), LinkedListNode<Entry>> entries = [];
    private readonly LinkedList<Entry> order = [];
    private long bytes;

    /// <summary>A part, made where it is not there. Two who ask at once may both make it.</summary>
    public T Get<T>((long File, long Offset) key, int size, Func<T> make)
        where T : class
    {
        lock (gate)
        {
            if (entries.TryGetValue(key, out var node))
            {
                order.Remove(node);
                order.AddLast(node);
                return (T)node.Value.Part;
            }
        }

        var part = make();
        lock (gate)
        {
            if (size <= bytesMax / 4 && !entries.ContainsKey(key))
            {
                entries.Add(key, order.AddLast(new Entry(key, part, size)));
                bytes += size;
                while (bytes > bytesMax)
                {
                    var oldest = order.First!.Value;
                    order.RemoveFirst();
                    entries.Remove(oldest.Key);
                    bytes -= oldest.Size;
                }
            }
        }

        return part;
    }

    private sealed record Entry((long File, long Offset) Key, object Part, int Size);
}
