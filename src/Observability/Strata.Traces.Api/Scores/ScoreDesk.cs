using Strata.Core.Results;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Scores;

namespace Strata.Traces.Api.Scores;

/// <summary>Judges only what can be seen: a score hangs on a trace in the judge's scope.</summary>
public sealed class ScoreDesk(TraceReader reader, ScoreStore store)
{
    /// <summary>Puts scores down. One whose trace, or whose span in it, is not in scope is refused, and then none is stored.</summary>
    public async ValueTask<Result<IReadOnlyList<Score>>> PutAsync(TraceScope scope, IReadOnlyList<Score> scores, CancellationToken cancellationToken)
    {
        foreach (var trace in scores.GroupBy(s => s.TraceId))
        {
            var spans = trace.Where(s => s.SpanId != 0).Select(s => s.SpanId).ToHashSet();
            if (!(spans.Count > 0 ? HasSpans(scope, trace.Key, spans) : HasTrace(scope, trace.Key)).Try(out var has, out var problem))
            {
                return problem;
            }

            if (!has)
            {
                return Problem.NotFound("No trace, or no span in it, has this id in this project. Scores are given once the trace was received.", "trace_id");
            }
        }

        return await store.PutAsync(scope.Tenant, scores, cancellationToken);
    }

    /// <summary>The scores of a trace that is in scope.</summary>
    public async ValueTask<Result<IReadOnlyList<Score>>> OfTraceAsync(TraceScope scope, UInt128 trace, CancellationToken cancellationToken)
    {
        if (!HasTrace(scope, trace).Try(out var has, out var problem))
        {
            return problem;
        }

        return has ? [.. await store.OfTraceAsync(scope.Tenant, trace, cancellationToken)] : Array.Empty<Score>();
    }

    private Result<bool> HasTrace(TraceScope scope, UInt128 trace) => reader.Find(scope, trace, (0, 1), withMessages: false).Then<bool>(found => found is not null);

    private Result<bool> HasSpans(TraceScope scope, UInt128 trace, HashSet<ulong> spans) => reader.FindSpans(scope, trace, spans).Then<bool>(found => found.Count == spans.Count);
}
