using Strata.Core.Results;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Lists;
using Strata.Traces.Recording;

namespace Strata.Traces.Api.Lists;

/// <summary>
/// Finds the trace of a request that this server answered. One that began its trace gave it its own number; one that joined its
/// caller's trace has its id in an attribute, and is searched near its time.
/// </summary>
public static class TraceOfRequest
{
    private const int IdCharsMax = 200;
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(1);

    /// <summary>The trace; null where there is none in scope.</summary>
    public static async ValueTask<Result<UInt128?>> FindAsync(TraceReader reader, TraceScope scope, string requestId, CancellationToken cancellationToken)
    {
        if (requestId.Length is 0 or > IdCharsMax || !requestId.StartsWith("req_", StringComparison.Ordinal) || !requestId.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            return default(UInt128?);
        }

        var own = RequestTrace.IdOf(requestId);
        if (!reader.Find(scope, own, (0, 1), withMessages: false).Try(out var found, out var problem))
        {
            return problem;
        }

        if (found is not null)
        {
            return (UInt128?)own;
        }

        var range = RequestTrace.TimeOf(requestId) is { } at ? TimeRange.Of(at - Near, at + Near) : TimeRange.All;
        var filter = SpanFilter.Parse($"attr.strata.request.id = \"{requestId}\"").Value;
        return (await reader.SpansAsync(scope, new SpanQuery { Range = range, Filter = filter, Limit = 1 }, cancellationToken)).Then<UInt128?>(page => page.Rows is [var row] ? row.TraceId : default(UInt128?));
    }
}
