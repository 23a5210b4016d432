using Strata.Core.Results;
using Strata.Traces.Api.Wire;
using Strata.Traces.Queries;
using Strata.Traces.Spans;

namespace Strata.Traces.Api.Export;

/// <summary>A list read page by page up to a bound.</summary>
internal sealed class ExportPages(TraceReader reader, SpanAsk ask, bool withMessages, int most)
{
    private string? cursor = "";
    private int left = most;

    /// <summary>The next spans; none at the end.</summary>
    public async ValueTask<Result<IReadOnlyList<SpanRecord>>> NextAsync(CancellationToken cancellationToken)
    {
        if (cursor is null || left <= 0)
        {
            return Array.Empty<SpanRecord>();
        }

        var query = ask.Query with { Cursor = cursor, Limit = Math.Min(ask.Query.Limit, left) };
        if (!(await reader.RecordsAsync(ask.Scope, query, withMessages, cancellationToken)).Try(out var page, out var problem))
        {
            return problem;
        }

        (cursor, left) = (page.Next, left - page.Rows.Count);
        return page.Rows.ToArray();
    }
}
