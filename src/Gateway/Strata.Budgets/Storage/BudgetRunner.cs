using Strata.Budgets.Slices;

namespace Strata.Budgets.Storage;

/// <summary>What runs beside the requests: the rules of the database are followed, what was used is reported. A host starts it, runs it and ends it.</summary>
public sealed class BudgetRunner(RuleStore rules, BudgetKeeper keeper, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Raised with what went wrong while rules were followed; it is tried again after a second. The keeper has its own.</summary>
    public event Action<Exception>? RulesNotRead;

    /// <summary>Puts the database's rules in force and reads how budgets stand. Call it after the rules of the configuration, before requests are taken.</summary>
    /// <remarks>Throws where the rules cannot be read: without them limits would not hold.</remarks>
    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        await rules.ReloadAsync(cancellationToken);
        await keeper.StartAsync(cancellationToken);
    }

    /// <summary>Runs until it is cancelled; then what was used is reported once more.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(FollowAsync(cancellationToken), keeper.RunAsync(cancellationToken));

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await rules.FollowAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The root of this loop: whatever kind of database it is, the rules in force stay and it is tried again.
                RulesNotRead?.Invoke(exception);
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
