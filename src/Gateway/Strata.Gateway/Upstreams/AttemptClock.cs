namespace Strata.Gateway.Upstreams;

/// <summary>
/// The clocks of one attempt on one timer: the phase that is on, never past the whole. When one runs out, its token is
/// cancelled and <see cref="Expired"/> names it; a caller who leaves cancels the token too, but names nothing.
/// </summary>
internal sealed class AttemptClock : IDisposable
{
    private readonly TimeProvider time;
    private readonly long startedAt;
    private readonly TimeSpan total;
    private readonly CancellationTokenSource source;
    private readonly ITimer timer;
    private string phase = "";
    private string? expired;

    public AttemptClock(TimeProvider time, TimeSpan total, CancellationToken cancellationToken)
    {
        this.time = time;
        this.total = total;
        startedAt = time.GetTimestamp();
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer = time.CreateTimer(static state => ((AttemptClock)state!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => source.Token;

    /// <summary>The clock that ran out; null while none did.</summary>
    public string? Expired => Volatile.Read(ref expired);

    public void Arm(string name, TimeSpan span)
    {
        var left = total - time.GetElapsedTime(startedAt);
        phase = left < span ? "total" : name;
        var due = left < span ? left : span;
        timer.Change(due > TimeSpan.Zero ? due : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        timer.Dispose();
        source.Dispose();
    }

    private void Ring()
    {
        Volatile.Write(ref expired, phase);
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // the attempt ended in the same moment
        }
    }
}
