using System.Diagnostics;
using Strata.Telemetry.Spans;

namespace Strata.Telemetry.Traces;

/// <summary>Reads traces: the facade for the console, the command line and the API. Every call names whose traces it may see.</summary>
public sealed class TraceReader
{
    /// <summary>The most traces one call returns.</summary>
    public const int ListMax = 500;

    private readonly SpanStore store;

    internal TraceReader(SpanStore store) => this.store = store;

    /// <summary>The newest traces, newest first.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="count">At most so many; capped at <see cref="ListMax"/>.</param>
    /// <param name="failedOnly">Only those with a failed span.</param>
    public IReadOnlyList<TraceSummary> Newest(TraceScope scope, int count, bool failedOnly = false)
    {
        Func<IReadOnlyList<SpanRecord>, bool>? keep = failedOnly ? spans => spans.Any(s => s.Status == ActivityStatusCode.Error) : null;
        return [.. store.Newest(scope, Math.Clamp(count, 0, ListMax), keep).Select(TraceSummary.Of)];
    }

    /// <summary>A trace by its id, or by the id of a request it served; null where there is none in scope.</summary>
    public Trace? Find(TraceScope scope, string id)
    {
        var spans = store.Find(scope, id);
        return Assemble(spans.Count > 0 ? spans : store.FindRequest(scope, id));
    }

    /// <summary>The newest trace, or null.</summary>
    public Trace? Last(TraceScope scope) => store.Newest(scope, 1) is [var spans] ? Assemble(spans) : null;

    private static Trace? Assemble(IReadOnlyList<SpanRecord> spans) =>
        spans.Count == 0 ? null : new Trace(TraceSummary.Of(spans), [.. spans.OrderBy(s => s.Start).ThenByDescending(s => s.Duration)]);
}
