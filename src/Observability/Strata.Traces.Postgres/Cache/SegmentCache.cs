using System.Globalization;

namespace Strata.Traces.Postgres.Cache;

/// <summary>Chunks of shared segments on this machine's disk, bounded by bytes; the segment not read for longest leaves first. Empty at a start. Thread-safe.</summary>
/// <param name="folder">Where; its content is deleted by <see cref="Clear"/>.</param>
/// <param name="bytesMax">The bound.</param>
/// <param name="fetch">Chunks of a segment, from one to another, both included; blocks. Throws an <see cref="IOException"/> where they cannot be reached.</param>
internal sealed class SegmentCache(string folder, long bytesMax, Func<(long Number, int Day, int From, int To), IReadOnlyList<byte[]>> fetch)
{
    public const int ChunkBytes = 256 * 1024;
    private readonly Lock gate = new();
    private readonly Dictionary<long, CachedSegment> segments = [];
    private long bytes;

    /// <summary>Bytes on disk.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    public void Clear()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
    }

    public string PathOf(long number) => Path.Combine(folder, number.ToString("d12", CultureInfo.InvariantCulture) + ".part");

    /// <summary>A segment; the same object each time.</summary>
    public CachedSegment Open(long number, int day, long length, byte[] pinned)
    {
        lock (gate)
        {
            if (!segments.TryGetValue(number, out var known))
            {
                segments.Add(number, known = new CachedSegment(this, number, day, length, PinnedParts.Read(pinned)));
            }

            return known;
        }
    }

    /// <summary>Lets go of a segment that no list names any more. Who still reads it may fetch it again for a while; that file goes at the next start.</summary>
    public void Forget(long number)
    {
        CachedSegment? known;
        lock (gate)
        {
            segments.Remove(number, out known);
        }

        Interlocked.Add(ref bytes, -(known?.Evict() ?? 0));
    }

    internal IReadOnlyList<byte[]> Fetch(long number, int day, int from, int to) => fetch((number, day, from, to));

    /// <summary>Counts what came to a segment, and makes room. Called outside of any segment's lock.</summary>
    internal void Grew(CachedSegment segment, long added)
    {
        if (Interlocked.Add(ref bytes, added) <= bytesMax)
        {
            return;
        }

        CachedSegment[] others;
        lock (gate)
        {
            others = [.. segments.Values.Where(s => !ReferenceEquals(s, segment)).OrderBy(s => s.LastUsed)];
        }

        foreach (var other in others)
        {
            if (Interlocked.Add(ref bytes, -other.Evict()) <= bytesMax)
            {
                return;
            }
        }
    }
}
