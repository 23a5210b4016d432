namespace Strata.Traces.Recording;

/// <summary>Two buffers: one is filled while the other is on its way to the store. Beyond both, spans are dropped.</summary>
internal sealed class SpanLane(RecorderLimits limits) : IDisposable
{
    private readonly Lock gate = new();
    private SpanBuffer filling = new(limits);
    private SpanBuffer? spare = new(limits);

    /// <summary>Lets a writer fill; a writer that fails leaves nothing behind.</summary>
    /// <returns>Spans added, spans dropped, and whether these are the first in the buffer.</returns>
    public (int Added, int Dropped, bool IsFirst) Write<TState>(TState state, Action<SpanBuffer, TState> fill)
    {
        lock (gate)
        {
            var (before, dropped) = (filling.Batch.Count, filling.Dropped);
            try
            {
                fill(filling, state);
            }
            catch
            {
                while (filling.Batch.Count > before)
                {
                    filling.Batch.RemoveLast();
                }

                throw;
            }

            return (filling.Batch.Count - before, filling.Dropped - dropped, before == 0 && filling.Batch.Count > 0);
        }
    }

    /// <summary>Takes what waits; null where nothing does, or the buffer before is not back.</summary>
    public SpanBuffer? Take()
    {
        lock (gate)
        {
            if (filling.Batch.Count == 0 || spare is null)
            {
                return null;
            }

            var taken = filling;
            (filling, spare) = (spare, null);
            return taken;
        }
    }

    /// <summary>Gives a buffer back, empty.</summary>
    public void Give(SpanBuffer buffer)
    {
        buffer.Clear();
        lock (gate)
        {
            spare = buffer;
        }
    }

    public void Dispose()
    {
        filling.Dispose();
        spare?.Dispose();
    }
}
