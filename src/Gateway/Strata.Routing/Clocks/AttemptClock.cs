namespace Strata.Routing.Clocks;

/// <summary>
/// The clocks of one attempt on one timer: first byte, idle, minimum rate, and the total that all attempts of a call share. When
/// one runs out its token is cancelled and <see cref="Expired"/> names it; a caller who leaves cancels the token too, but names
/// nothing. A later end costs no timer change: the timer rings, sees that it was moved, and sleeps on.
/// </summary>
public sealed class AttemptClock : IDisposable
{
    private readonly TimeProvider time;
    private readonly long totalEnds;
    private readonly CancellationTokenSource source;
    private readonly ITimer timer;
    private string phase = "first_byte";
    private string? expired;
    private long phaseEnds = long.MaxValue;
    private long ringsAt = long.MaxValue;
    private long rateEnds = long.MaxValue;
    private long rateBytesMin;
    private long rateWindow;
    private long bytes;
    private long bytesBefore;

    /// <summary>Starts the clocks of an attempt.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="totalEnds">When the call's total is up, as a timestamp of <paramref name="time"/>.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public AttemptClock(TimeProvider time, long totalEnds, CancellationToken cancellationToken)
    {
        this.time = time;
        this.totalEnds = totalEnds;
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timer = time.CreateTimer(static state => ((AttemptClock)state!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when a clock runs out, the caller leaves, or the attempt is abandoned.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>The clock that ran out; null while none did.</summary>
    public string? Expired => Volatile.Read(ref expired);

    /// <summary>Starts a phase: it must be over, or another begin, within the span.</summary>
    public void Arm(string name, TimeSpan span)
    {
        phase = name;
        var now = time.GetTimestamp();
        Interlocked.Exchange(ref phaseEnds, now + Ticks(span));
        if (Next() < Volatile.Read(ref ringsAt))
        {
            Sleep(now);
        }
    }

    /// <summary>From now on each window of time must bring as many bytes of content.</summary>
    public void DemandRate(long bytesPerSecond, TimeSpan window)
    {
        rateBytesMin = (long)(bytesPerSecond * window.TotalSeconds);
        rateWindow = Ticks(window);
        Volatile.Write(ref rateEnds, time.GetTimestamp() + rateWindow);
    }

    /// <summary>More content came.</summary>
    public void Count(long more) => Volatile.Write(ref bytes, bytes + more);

    /// <summary>Cancels the attempt from outside: another one won, or a limit is reached.</summary>
    public void Abandon()
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // it ended in the same moment
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        timer.Dispose();
        source.Dispose();
    }

    private long Next() => Math.Min(Math.Min(Volatile.Read(ref phaseEnds), Volatile.Read(ref rateEnds)), totalEnds);

    private void Ring()
    {
        var now = time.GetTimestamp();
        Interlocked.Exchange(ref ringsAt, long.MaxValue);
        if (now >= totalEnds)
        {
            Expire("total");
        }
        else if (now >= Volatile.Read(ref phaseEnds))
        {
            Expire(phase);
        }
        else if (now >= Volatile.Read(ref rateEnds) && Volatile.Read(ref bytes) - bytesBefore < rateBytesMin)
        {
            Expire("min_rate");
        }
        else
        {
            if (now >= rateEnds)
            {
                bytesBefore = Volatile.Read(ref bytes);
                Volatile.Write(ref rateEnds, now + rateWindow);
            }

            Sleep(now);
        }
    }

    private void Expire(string name)
    {
        Volatile.Write(ref expired, name);
        Abandon();
    }

    private void Sleep(long now)
    {
        lock (timer)
        {
            var until = Next();
            Volatile.Write(ref ringsAt, until);
            timer.Change(TimeSpan.FromSeconds(Math.Max(0, until - now) / (double)time.TimestampFrequency), Timeout.InfiniteTimeSpan); // false where it ended meanwhile
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
