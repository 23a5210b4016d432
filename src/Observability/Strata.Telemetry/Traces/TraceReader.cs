using System.Globalization;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Lists;
using Strata.Traces.Recording;
using StoredTraces = Strata.Traces.Queries.TraceReader;

namespace Strata.Telemetry.Traces;

/// <summary>
/// Traces as the console, the command line and the API list and open them: a facade over the store. Every call names whose traces it may
/// see; what the disk cannot give is as if it were not there.
/// </summary>
public sealed class TraceReader
{
    /// <summary>The most traces one call returns.</summary>
    public const int ListMax = 500;

    private const int SpansMax = 10_000;
    private static readonly SpanFilter Failed = SpanFilter.Parse("error").Value;
    private readonly StoredTraces stored;

    internal TraceReader(StoredTraces stored) => this.stored = stored;

    /// <summary>The newest traces, newest first.</summary>
    /// <param name="scope">Whose.</param>
    /// <param name="count">At most so many; capped at <see cref="ListMax"/>.</param>
    /// <param name="failedOnly">Only those with a failed span.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<IReadOnlyList<TraceSummary>> NewestAsync(TraceScope scope, int count, bool failedOnly, CancellationToken cancellationToken)
    {
        var query = new SpanQuery { Limit = Math.Clamp(count, 1, ListMax), Filter = failedOnly ? Failed : SpanFilter.All };
        return (await stored.TracesAsync(scope, query, cancellationToken)).Try(out var page, out _) ? [.. page.Rows.Select(TraceSummary.Of)] : [];
    }

    /// <summary>A trace by its id, or by the id of a request it served; null where there is none in scope.</summary>
    public async ValueTask<Trace?> FindAsync(TraceScope scope, string id, CancellationToken cancellationToken)
    {
        if (id.Length == 32 && UInt128.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var trace) && Open(scope, trace) is { } named)
        {
            return named;
        }

        return id.StartsWith("req_", StringComparison.Ordinal) ? await OfRequestAsync(scope, id, cancellationToken) : null;
    }

    /// <summary>The newest trace, or null.</summary>
    public async ValueTask<Trace?> LastAsync(TraceScope scope, CancellationToken cancellationToken) =>
        await NewestAsync(scope, 1, failedOnly: false, cancellationToken) is [var newest] ? await FindAsync(scope, newest.TraceId, cancellationToken) : null;

    /// <summary>A request that began its trace gave it its own number; one that joined its caller's trace is searched near its time.</summary>
    private async ValueTask<Trace?> OfRequestAsync(TraceScope scope, string id, CancellationToken cancellationToken)
    {
        if (Open(scope, RequestTrace.IdOf(id)) is { } own)
        {
            return own;
        }

        if (RequestTrace.TimeOf(id) is not { } at)
        {
            return null;
        }

        var query = new SpanQuery
        {
            Range = TimeRange.Of(at.AddMinutes(-1), at.AddMinutes(1)),
            Filter = SpanFilter.Parse($"attr.{Spans.StrataTags.Request} = \"{id}\"").Value,
            Limit = 1,
        };
        return (await stored.SpansAsync(scope, query, cancellationToken)).Try(out var page, out _) && page.Rows is [var row] ? Open(scope, row.TraceId) : null;
    }

    private Trace? Open(TraceScope scope, UInt128 id)
    {
        if (!stored.Find(scope, id, (0, SpansMax), withMessages: true).Try(out var found, out _) || found is null)
        {
            return null;
        }

        Spans.SpanRecord[] spans = [.. found.Spans.Select(SpanWords.Of)];
        return new Trace(TraceSummary.Of(spans), [.. spans.OrderBy(s => s.Start).ThenByDescending(s => s.Duration)]);
    }
}
