namespace Strata.Routing.Health;

/// <summary>
/// Whether a provider's credential is good. A refusal (401, 402, 403) shuts it for a while that doubles each time; then one call
/// at a time may try it, until one is accepted.
/// </summary>
internal sealed class CredentialHealth(string name, Dice dice)
{
    private const long FirstMs = 30_000;
    private const long MostMs = 15 * 60_000;
    private const long ProbeMs = 30_000;
    private readonly Lock gate = new();
    private long shutUntilMs;
    private long probeUntilMs;
    private int refusals;

    public string Name { get; } = name;

    public long ShutUntilMs => Math.Max(Volatile.Read(ref shutUntilMs), Volatile.Read(ref probeUntilMs));

    public bool IsShut(long nowMs) =>
        Volatile.Read(ref refusals) > 0 && (nowMs < Volatile.Read(ref shutUntilMs) || nowMs < Volatile.Read(ref probeUntilMs));

    /// <summary>Notes a call on its way: after a refusal it is the one that probes.</summary>
    public void Enter(long nowMs)
    {
        if (Volatile.Read(ref refusals) > 0)
        {
            Volatile.Write(ref probeUntilMs, nowMs + ProbeMs);
        }
    }

    public void Refused(long nowMs)
    {
        lock (gate)
        {
            Volatile.Write(ref probeUntilMs, 0);
            if (nowMs < shutUntilMs)
            {
                return;
            }

            var ms = Math.Min(MostMs, FirstMs << Math.Min(refusals, 10));
            Volatile.Write(ref shutUntilMs, nowMs + dice.Jitter(ms));
            Volatile.Write(ref refusals, refusals + 1);
        }
    }

    public void Accepted()
    {
        if (Volatile.Read(ref refusals) == 0)
        {
            return;
        }

        lock (gate)
        {
            Volatile.Write(ref refusals, 0);
            Volatile.Write(ref shutUntilMs, 0);
            Volatile.Write(ref probeUntilMs, 0);
        }
    }

    /// <summary>A call ended that neither proved nor disproved it.</summary>
    public void Unproven() => Volatile.Write(ref probeUntilMs, 0);
}
