using Strata.Traces.Spans;

namespace Strata.Traces.Recording;

/// <summary>Spans that wait to be stored, with the texts they point to. Filled under its lane's lock, then carried away whole.</summary>
public sealed class SpanBuffer : IDisposable
{
    private readonly RecorderLimits limits;

    internal SpanBuffer(RecorderLimits limits) => this.limits = limits;

    /// <summary>Where texts of its spans are put.</summary>
    public Scratch Texts { get; } = new();

    /// <summary>The spans.</summary>
    public SpanBatch Batch { get; } = new();

    /// <summary>Spans that had no room since it was emptied.</summary>
    internal int Dropped { get; private set; }

    /// <summary>Adds a span: an empty record, to be filled at once; null where there is no room, which is counted.</summary>
    public SpanRecord? Add()
    {
        if (Batch.Count < limits.SpansMax && Texts.Used < limits.BytesMax)
        {
            return Batch.Add();
        }

        Dropped++;
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => Texts.Dispose();

    internal void Clear()
    {
        Batch.Clear();
        Texts.Clear();
        Dropped = 0;
    }
}
