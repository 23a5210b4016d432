using Microsoft.Extensions.Logging;
using Strata.Gateway.Diagnostics;
using Strata.Ledger;

namespace Strata.Gateway.Settling;

/// <summary>Writes what the ledger reports to the process's log.</summary>
internal sealed class LedgerWatch(ILogger<LedgerShipper> logger) : ILedgerWatch
{
    public void NotShipped(Exception reason, TimeSpan wait) => Log.LedgerNotShipped(logger, reason, wait);

    public void Unpriced(string deployment, string priceVersion) => Log.LedgerUnpriced(logger, deployment, priceVersion);

    public void Unreadable(long sequence, string problem) => Log.LedgerRecordUnreadable(logger, sequence, problem);
}
