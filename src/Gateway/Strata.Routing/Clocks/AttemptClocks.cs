using System.Collections.Concurrent;

namespace Strata.Routing.Clocks;

/// <summary>Makes the clocks of attempts. Timers and tokens of attempts that nothing cancelled are used again. Thread-safe.</summary>
/// <param name="time">The clock behind them.</param>
public sealed class AttemptClocks(TimeProvider time) : IDisposable
{
    private const int KeptMax = 1_024;
    private readonly ConcurrentStack<ClockSource> kept = new();

    internal TimeProvider Time => time;

    /// <summary>Starts the clocks of an attempt.</summary>
    /// <param name="totalEnds">When the call's total is up, as a timestamp of the clock.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public AttemptClock Start(long totalEnds, CancellationToken cancellationToken) =>
        new(this, kept.TryPop(out var source) ? source : new ClockSource(time), totalEnds, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        while (kept.TryPop(out var source))
        {
            source.Dispose();
        }
    }

    internal void TakeBack(ClockSource source)
    {
        if (source.TryEnd() && kept.Count < KeptMax)
        {
            kept.Push(source);
        }
        else
        {
            source.Dispose();
        }
    }
}
