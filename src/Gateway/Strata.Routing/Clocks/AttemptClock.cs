namespace Strata.Routing.Clocks;

/// <summary>
/// The clocks of one attempt on one timer: first byte, idle, minimum rate, and the total that all attempts of a call share. When
/// one runs out its token is cancelled and <see cref="Expired"/> names it; a caller who leaves cancels the token too, but names
/// nothing. A later end costs no timer change: the timer rings, sees that it was moved, and sleeps on.
/// </summary>
public sealed class AttemptClock : IDisposable
{
    private readonly Lock gate = new();
    private readonly AttemptClocks clocks;
    private readonly TimeProvider time;
    private readonly long totalEnds;
    private readonly CancellationTokenRegistration caller;
    private ClockSource? source;
    private string phase = "first_byte";
    private string? expired;
    private long phaseEnds = long.MaxValue;
    private long rateEnds = long.MaxValue;
    private long rateBytesMin;
    private long rateWindow;
    private long bytes;
    private long bytesBefore;

    internal AttemptClock(AttemptClocks clocks, ClockSource source, long totalEnds, CancellationToken cancellationToken)
    {
        (this.clocks, this.source, this.totalEnds) = (clocks, source, totalEnds);
        time = clocks.Time;
        Token = source.Token;
        source.Begin(this);
        caller = cancellationToken.UnsafeRegister(static clock => ((AttemptClock)clock!).Abandon(), this);
    }

    /// <summary>Cancelled when a clock runs out, the caller leaves, or the attempt is abandoned. Not to be used behind the disposal.</summary>
    public CancellationToken Token { get; }

    /// <summary>The clock that ran out; null while none did.</summary>
    public string? Expired => Volatile.Read(ref expired);

    /// <summary>Starts a phase: it must be over, or another begin, within the span.</summary>
    public void Arm(string name, TimeSpan span)
    {
        phase = name;
        var now = time.GetTimestamp();
        Interlocked.Exchange(ref phaseEnds, now + Ticks(span));
        Volatile.Read(ref source)?.WakeBy(Next(), now);
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

    /// <summary>Cancels the attempt from outside: another one won, or a limit is reached. Nothing behind the disposal.</summary>
    public void Abandon()
    {
        lock (gate)
        {
            source?.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        caller.Dispose();
        lock (gate)
        {
            if (source is { } used)
            {
                source = null;
                clocks.TakeBack(used);
            }
        }
    }

    /// <summary>The timer rang: what ran out is named, or it sleeps on.</summary>
    internal void Ring(ClockSource rang)
    {
        var now = time.GetTimestamp();
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

            rang.WakeBy(Next(), now);
        }
    }

    private long Next() => Math.Min(Math.Min(Volatile.Read(ref phaseEnds), Volatile.Read(ref rateEnds)), totalEnds);

    private void Expire(string name)
    {
        Volatile.Write(ref expired, name);
        Abandon();
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
