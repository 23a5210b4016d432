using Strata.Core.Results;
using Strata.Traces.Spans;

namespace Strata.Alerts.Signals;

/// <summary>Keeps spans as the sink below does, and counts what was kept.</summary>
internal sealed class WatchedSink(ISpanSink inner, RunawayWatch watch) : ISpanSink
{
    /// <inheritdoc/>
    public async ValueTask<Result<AppendOutcome>> AppendAsync(SpanBatch batch, CancellationToken cancellationToken)
    {
        var outcome = await inner.AppendAsync(batch, cancellationToken);
        if (outcome.IsOk && outcome.Value.Stored > 0)
        {
            watch.Observe(batch);
        }

        return outcome;
    }
}
