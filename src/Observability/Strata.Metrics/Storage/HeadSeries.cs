using Strata.Metrics.Chunks;
using Strata.Metrics.Series;

namespace Strata.Metrics.Storage;

/// <summary>A series in memory: closed chunks and the one that grows.</summary>
internal sealed class HeadSeries(Labels labels, int number)
{
    private readonly List<(long FirstMs, long LastMs, int Count, byte[] Bytes)> closed = [];
    private ChunkWriter open = new();

    public Labels Labels { get; } = labels;

    /// <summary>What the journal calls it.</summary>
    public int Number { get; } = number;

    /// <summary>Whether the journal knows it: since the last block was made.</summary>
    public bool IsKnown { get; set; }

    public long LastMs { get; private set; } = long.MinValue;

    public bool IsEmpty => closed.Count == 0 && open.Count == 0;

    public bool Add(Sample sample)
    {
        if (sample.TimeMs <= LastMs)
        {
            return false;
        }

        open.Add(sample);
        LastMs = sample.TimeMs;
        if (open.Count == ChunkWriter.SamplesMax)
        {
            Close();
        }

        return true;
    }

    public IReadOnlyList<(long FirstMs, long LastMs, int Count, byte[] Bytes)> TakeAll()
    {
        Close();
        return closed;
    }

    public void Clear() => closed.Clear();

    public void Read(long fromMs, long toMs, List<Sample> into)
    {
        foreach (var chunk in closed)
        {
            if (chunk.LastMs >= fromMs && chunk.FirstMs <= toMs)
            {
                ChunkReader.Read(chunk.Bytes, chunk.Count, into);
            }
        }

        if (open.Count > 0 && open.LastMs >= fromMs && open.FirstMs <= toMs)
        {
            ChunkReader.Read(open.Bytes, open.Count, into);
        }
    }

    private void Close()
    {
        if (open.Count > 0)
        {
            closed.Add((open.FirstMs, open.LastMs, open.Count, open.Bytes.ToArray()));
            open = new ChunkWriter();
        }
    }
}
