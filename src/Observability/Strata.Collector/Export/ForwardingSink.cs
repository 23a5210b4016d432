using Strata.Core.Results;
using Strata.Traces.Spans;

namespace Strata.Collector.Export;

/// <summary>Keeps spans as the sink below does, and offers what was kept to the receivers.</summary>
internal sealed class ForwardingSink(ISpanSink inner, ExportService exports) : ISpanSink
{
    /// <inheritdoc/>
    public async ValueTask<Result<AppendOutcome>> AppendAsync(SpanBatch batch, CancellationToken cancellationToken)
    {
        var outcome = await inner.AppendAsync(batch, cancellationToken);
        if (outcome.IsOk && outcome.Value.Stored > 0)
        {
            exports.Offer(batch); // a batch that was sent twice and holds old and new is sent twice: receivers know repetitions by their ids
        }

        return outcome;
    }
}
