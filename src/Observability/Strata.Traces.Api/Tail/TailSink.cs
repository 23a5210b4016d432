using Strata.Core.Results;
using Strata.Traces.Spans;

namespace Strata.Traces.Api.Tail;

/// <summary>Stores spans and then shows them to who watches.</summary>
public sealed class TailSink(ISpanSink inner, TailHub hub) : ISpanSink
{
    /// <inheritdoc/>
    public ValueTask<Result<AppendOutcome>> AppendAsync(SpanBatch batch, CancellationToken cancellationToken) =>
        hub.Watchers == 0 ? inner.AppendAsync(batch, cancellationToken) : WatchedAsync(batch, cancellationToken);

    private async ValueTask<Result<AppendOutcome>> WatchedAsync(SpanBatch batch, CancellationToken cancellationToken)
    {
        var stored = await inner.AppendAsync(batch, cancellationToken);
        if (stored.Try(out var outcome, out _) && outcome.Stored > 0)
        {
            hub.Offer(batch);
        }

        return stored;
    }
}
