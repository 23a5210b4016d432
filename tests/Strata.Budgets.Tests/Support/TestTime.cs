namespace Strata.Budgets.Tests.Support;

internal static class TestTime
{
    /// <summary>The one timeout of this project: nothing here takes as long unless it hangs.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    internal static CancellationToken Token => new CancellationTokenSource(Patience).Token;
}
