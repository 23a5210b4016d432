using Microsoft.Extensions.Logging;
using Strata.Traces.Storage;

namespace Strata.Telemetry.Stores;

/// <summary>What the store tells, in the log.</summary>
internal sealed class StoreWatch(ILogger<StoreWatch> logger) : ITraceWatch
{
    public void Damaged(string what) => Log.Damaged(logger, what);

    public void Failed(string what, Exception failure) => Log.Failed(logger, failure, what);
}
