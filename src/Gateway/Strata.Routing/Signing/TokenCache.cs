using Strata.Core.Results;

namespace Strata.Routing.Signing;

/// <summary>
/// Keeps one token and fetches the next ahead of time, once for all who ask. A fetch that fails while the token still holds costs
/// nobody anything; the next try waits a little.
/// </summary>
internal sealed class TokenCache(TimeProvider time, Func<CancellationToken, Task<Result<AccessToken>>> fetch)
{
    private static readonly TimeSpan FetchMax = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly Lock gate = new();
    private AccessToken? token;
    private DateTimeOffset until;
    private DateTimeOffset refreshAt;
    private Task<Result<AccessToken>>? pending;

    public async ValueTask<Result<AccessToken>> GetAsync(CancellationToken cancellationToken)
    {
        Task<Result<AccessToken>> fetching;
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (token is { } known && now < refreshAt)
            {
                return known;
            }

            fetching = pending ??= FetchAsync();
            if (token is { } still && now < until && !fetching.IsCompleted)
            {
                return still;
            }
        }

        return await fetching.WaitAsync(cancellationToken);
    }

    /// <summary>Runs apart from who asked first, so that a caller who leaves takes it from nobody.</summary>
    private async Task<Result<AccessToken>> FetchAsync()
    {
        await Task.Yield();
        using var clock = new CancellationTokenSource(FetchMax, time);
        var fetched = await fetch(clock.Token);
        lock (gate)
        {
            pending = null;
            var now = time.GetUtcNow();
            if (fetched.Try(out var fresh, out var problem))
            {
                token = fresh;
                until = now + fresh.Life;
                refreshAt = now + (fresh.Life * 0.8 < fresh.Life - TimeSpan.FromMinutes(5) ? fresh.Life - TimeSpan.FromMinutes(5) : fresh.Life * 0.8);
                return fresh;
            }

            refreshAt = now + Pause;
            return token is { } known && now < until ? known : problem;
        }
    }
}
