using Microsoft.Win32.SafeHandles;
using Strata.Traces.Segments;

namespace Strata.Traces.Postgres.Cache;

/// <summary>
/// A segment whose bytes stand in the database in chunks; a chunk is fetched when it is first read and kept in a file of the cache. What
/// was evicted is fetched again; a reader that has the file open reads on.
/// </summary>
internal sealed class CachedSegment(SegmentCache cache, long number, int day, long length, PinnedParts pinned) : SegmentBytes
{
    private const int AheadChunks = 4;
    private readonly Lock gate = new();
    private volatile Held? held;
    private long lastUsed;

    public override string Path => $"segment {number} in PostgreSQL";

    public override long Length => length;

    private int Chunks => (int)((length + SegmentCache.ChunkBytes - 1) / SegmentCache.ChunkBytes);

    /// <summary>When it was last read, for who must choose what leaves the disk.</summary>
    public long LastUsed => Volatile.Read(ref lastUsed);

    public override void Read(long offset, Span<byte> into)
    {
        if (pinned.TryRead(offset, into) || into.IsEmpty)
        {
            return;
        }

        if (offset < 0 || offset + into.Length > length)
        {
            throw new InvalidDataException($"The {Path} ends before byte {offset + into.Length}.");
        }

        Volatile.Write(ref lastUsed, Environment.TickCount64);
        var (first, last) = ((int)(offset / SegmentCache.ChunkBytes), (int)((offset + into.Length - 1) / SegmentCache.ChunkBytes));
        var now = held;
        if (now is null || !now.Has(first, last))
        {
            now = Fetch(first, last, out var bytes);
            cache.Grew(this, bytes);
        }

        LocalBytes.Read(now.Handle, Path, offset, into);
    }

    /// <summary>Takes a file that has all of it.</summary>
    public void Adopt(string path)
    {
        var before = Evict();
        lock (gate)
        {
            var all = new Held(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete), Chunks) { Bytes = length };
            all.Present.AsSpan().Fill(true);
            held = all;
        }

        cache.Grew(this, length - before);
    }

    /// <summary>Leaves the disk; returns how many bytes that freed.</summary>
    public long Evict()
    {
        lock (gate)
        {
            if (held is not { } old)
            {
                return 0;
            }

            held = null;
            File.Delete(old.Path);
            return old.Bytes;
        }
    }

    private Held Fetch(int first, int last, out long added)
    {
        lock (gate)
        {
            added = 0;
            var now = held;
            if (now is null)
            {
                var path = cache.PathOf(number);
                now = new Held(path, File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete), Chunks);
            }

            while (first <= last && now.Present[first])
            {
                first++;
            }

            if (first <= last)
            {
                var to = Math.Min(Chunks - 1, Math.Max(last, first + AheadChunks - 1));
                var at = first;
                foreach (var chunk in cache.Fetch(number, day, first, to))
                {
                    RandomAccess.Write(now.Handle, chunk, (long)at * SegmentCache.ChunkBytes);
                    added += now.Present[at] ? 0 : chunk.Length;
                    Volatile.Write(ref now.Present[at++], true);
                }

                if (at <= last)
                {
                    throw new IOException($"The {Path} is not there any more: its days were dropped, or it was merged into another while it was read. Ask again.");
                }
            }

            now.Bytes += added;
            held = now;
            return now;
        }
    }

    private sealed class Held(string path, SafeFileHandle handle, int chunks)
    {
        public string Path => path;

        public SafeFileHandle Handle => handle;

        public bool[] Present { get; } = new bool[chunks];

        public long Bytes { get; set; }

        public bool Has(int first, int last)
        {
            for (var chunk = first; chunk <= last; chunk++)
            {
                if (!Volatile.Read(ref Present[chunk]))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
