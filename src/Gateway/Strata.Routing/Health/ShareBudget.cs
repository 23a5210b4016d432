namespace Strata.Routing.Health;

/// <summary>
/// Extra calls as a share of the traffic: every call deposits the share, every extra one takes one; what is saved is bounded. So over
/// any time the extras are at most share × calls + saved. One atomic operation each.
/// </summary>
internal sealed class ShareBudget
{
    private const long One = 1_000_000;
    private readonly long deposit;
    private readonly long most;
    private long balance;

    public ShareBudget(double share, double saved)
    {
        deposit = (long)(share * One);
        most = (long)(Math.Max(saved, share > 0 ? 1 : 0) * One);
        balance = most;
    }

    public double Balance => Volatile.Read(ref balance) / (double)One;

    public void Deposit()
    {
        if (Volatile.Read(ref balance) < most)
        {
            Interlocked.Add(ref balance, deposit);
        }
    }

    public bool TryTake()
    {
        if (Interlocked.Add(ref balance, -One) >= 0)
        {
            return true;
        }

        Interlocked.Add(ref balance, One);
        return false;
    }
}
