using Microsoft.AspNetCore.Http;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Traces.Api.Wire;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Lists;
using Strata.Traces.Spans;
using TimeRange = Strata.Console.Navigation.TimeRange;

namespace Strata.Console.Tracing;

/// <summary>What a page over traces is asked, as it stands in its URL.</summary>
/// <param name="Scope">Whose spans: the own project's, another team's for an administrator; a service key's own.</param>
/// <param name="Query">Which of them.</param>
/// <param name="Filter">The filter as it was written.</param>
/// <param name="Wrong">Why it cannot be read; null where it can.</param>
internal sealed record TraceAsk(TraceScope Scope, SpanQuery Query, string Filter, Problem? Wrong)
{
    /// <summary>What keeps the view when a link changes one thing of it.</summary>
    public static readonly string[] Kept = ["range", "from", "to", "team", "filter", "view", "sort"];

    public const int PageRows = 32;

    public static TraceAsk Read(HttpRequest request, Caller caller, TimeRange range)
    {
        var text = request.Query["filter"].ToString();
        var good = SpanFilter.Parse(text).Try(out var filter, out var problem);
        return new TraceAsk(
            ScopeOf(caller, request.Query["team"]),
            new SpanQuery
            {
                Range = RangeOf(range),
                Filter = good ? filter! : SpanFilter.All,
                Order = request.Query["sort"].ToString() switch { "latency" => SpanOrder.Latency, "cost" => SpanOrder.Cost, _ => SpanOrder.Start },
                Limit = PageRows,
                Cursor = request.Query["cursor"].ToString(),
            },
            text,
            problem);
    }

    /// <summary>The tenant that a page looks at. Another organisation's is never in reach.</summary>
    public static TraceScope ScopeOf(Caller caller, string? team) =>
        string.IsNullOrEmpty(team) || team is "*" || team == caller.Project || !caller.Is(Role.Admin) ? TraceScope.Of(caller) : new TraceScope(new Tenant(caller.Organization, team));

    public static Strata.Traces.Queries.TimeRange RangeOf(TimeRange range) => new(TraceIds.Ns(range.From), TraceIds.Ns(range.To));
}
