using System.Threading.Channels;

namespace Strata.Traces.Recording;

/// <summary>
/// Where this process's own spans wait to be stored. Who has one writes it once, into a reused record, in the store's own form: no
/// object for a span, no copy of it. Nobody waits: beyond the bound a span is dropped and counted. One reader takes what there is
/// and appends it.
/// <code>
/// writer ─ the lane of its processor, under a lock of a microsecond or two ─► SpanBuffer ─► reader ─► ISpanSink
/// </code>
/// </summary>
public sealed class SpanRecorder : IDisposable
{
    private const int LanesMax = 4;
    private readonly SpanLane[] lanes;
    private readonly Channel<bool> news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long taken;
    private long dropped;

    /// <summary>A recorder.</summary>
    /// <param name="limits">How much may wait.</param>
    public SpanRecorder(RecorderLimits limits)
    {
        var count = Math.Clamp(Environment.ProcessorCount, 1, LanesMax);
        var each = new RecorderLimits(Math.Max(1, limits.SpansMax / count), Math.Max(1, limits.BytesMax / count));
        lanes = [.. Enumerable.Range(0, count).Select(_ => new SpanLane(each))];
    }

    /// <summary>Spans taken.</summary>
    public long Taken => Volatile.Read(ref taken);

    /// <summary>Spans dropped because too many waited.</summary>
    public long Dropped => Volatile.Read(ref dropped);

    /// <summary>Writes spans.</summary>
    /// <typeparam name="TState">What the writer needs; a value type and a static lambda cost nothing.</typeparam>
    /// <param name="state">What the writer needs.</param>
    /// <param name="fill">Adds spans and fills them. Runs under a lock: no waiting in it.</param>
    public void Write<TState>(TState state, Action<SpanBuffer, TState> fill)
    {
        var (added, lost, isFirst) = lanes[Thread.GetCurrentProcessorId() % lanes.Length].Write(state, fill);
        Interlocked.Add(ref taken, added);
        if (lost > 0)
        {
            Interlocked.Add(ref dropped, lost);
        }

        if (isFirst)
        {
            news.Writer.TryWrite(true);
        }
    }

    /// <summary>Completes when something waits; false when nothing will come any more.</summary>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken) =>
        await news.Reader.WaitToReadAsync(cancellationToken) && news.Reader.TryRead(out _);

    /// <summary>Hands over what waits, lane by lane; each buffer may be used until the task it is handed to completes.</summary>
    /// <param name="take">Takes a buffer.</param>
    /// <param name="cancellationToken">Ends between two lanes.</param>
    public async ValueTask DrainAsync(Func<SpanBuffer, ValueTask> take, CancellationToken cancellationToken)
    {
        foreach (var lane in lanes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (lane.Take() is not { } buffer)
            {
                continue;
            }

            try
            {
                await take(buffer);
            }
            finally
            {
                lane.Give(buffer);
            }
        }
    }

    /// <summary>Says that nothing will come any more.</summary>
    public void Complete() => news.Writer.TryComplete();

    /// <inheritdoc/>
    public void Dispose()
    {
        Complete();
        Array.ForEach(lanes, l => l.Dispose());
    }
}
