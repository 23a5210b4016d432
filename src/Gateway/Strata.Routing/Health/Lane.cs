namespace Strata.Routing.Health;

/// <summary>
/// One credential's way to one deployment. Providers limit an account by model, so what a 429 closes is this and not the
/// credential: its other models go on.
/// </summary>
internal sealed class Lane(CredentialHealth credential, Dice dice)
{
    private const long FirstMs = 500;
    private const long MostMs = 30_000;
    private readonly Lock gate = new();
    private long coolUntilMs;
    private bool stated;
    private int limits;
    private long forcedAtMs;
    private double headroom = 1;
    private long headroomResetMs;

    public CredentialHealth Credential { get; } = credential;

    public long CoolUntilMs => Volatile.Read(ref coolUntilMs);

    /// <summary>Whether the provider itself said how long; else the time is our guess.</summary>
    public bool IsStated => Volatile.Read(ref stated);

    public bool IsCooling(long nowMs) => nowMs < Volatile.Read(ref coolUntilMs);

    /// <summary>What is left of the provider's limits, from 0 to 1.</summary>
    public double Headroom(long nowMs) => nowMs >= Volatile.Read(ref headroomResetMs) ? 1 : Volatile.Read(ref headroom);

    public void Limited(TimeSpan? retryAfter, long nowMs)
    {
        lock (gate)
        {
            var ms = retryAfter is { } said ? (long)Math.Ceiling(said.TotalMilliseconds) : dice.Jitter(Math.Min(MostMs, FirstMs << Math.Min(limits, 10)));
            limits++;
            var until = nowMs + ms;
            if (until > coolUntilMs)
            {
                Volatile.Write(ref coolUntilMs, until);
                Volatile.Write(ref stated, retryAfter is not null);
            }
        }
    }

    public void Passed()
    {
        if (Volatile.Read(ref limits) == 0)
        {
            return;
        }

        lock (gate)
        {
            limits = 0;
            Volatile.Write(ref coolUntilMs, 0);
        }
    }

    public void SetHeadroom(double left, TimeSpan? reset, long nowMs)
    {
        Volatile.Write(ref headroom, Math.Clamp(left, 0, 1));
        Volatile.Write(ref headroomResetMs, nowMs + (long)(reset ?? TimeSpan.FromMinutes(1)).TotalMilliseconds);
    }

    /// <summary>One call a second may ask whether a stated wait still holds.</summary>
    public bool TryForce(long nowMs)
    {
        lock (gate)
        {
            if (nowMs - forcedAtMs < 1_000)
            {
                return false;
            }

            forcedAtMs = nowMs;
            return true;
        }
    }
}
