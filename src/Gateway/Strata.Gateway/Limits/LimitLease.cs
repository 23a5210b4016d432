namespace Strata.Gateway.Limits;

/// <summary>
/// What one request holds: a place among the parallel ones and, under a key limit, reserved tokens. Settled once with what was
/// used; disposing an unsettled lease gives everything back, so an exception cannot leak a place.
/// </summary>
internal sealed class LimitLease(LimitTable table, KeyLimiter? limiter, long estimate) : IDisposable
{
    private int ended;

    public void Settle(long usedTokens)
    {
        if (Interlocked.Exchange(ref ended, 1) == 0)
        {
            limiter?.Settle(table.Second, estimate, usedTokens);
            table.Leave();
        }
    }

    public void Dispose() => Settle(0);
}
