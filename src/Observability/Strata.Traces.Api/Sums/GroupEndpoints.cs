using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Http;
using Strata.Traces.Api.Wire;

namespace Strata.Traces.Api.Sums;

/// <summary>Sessions and users.</summary>
internal static class GroupEndpoints
{
    private const int SkipMax = 100_000;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.Traces("Traces");
        foreach (var (path, field, name) in (ReadOnlySpan<(string, string, string)>)[("/sessions", "session", "ListSessions"), ("/users", "user", "ListTraceUsers")])
        {
            group.MapGet("/traces" + path, (HttpContext context, GroupLister lister, TimeProvider time, CancellationToken cancellationToken) => ListAsync(context, lister, time, field, cancellationToken))
                .WithName(name).WithSummary($"The {path[1..]} of traces, the last active first; the last 24 hours unless told otherwise. Query: skip, limit. {SpanAsk.FiltersDoc}").Produces<GroupPage>();
        }
    }

    private static async Task<IResult> ListAsync(HttpContext context, GroupLister lister, TimeProvider time, string field, CancellationToken cancellationToken)
    {
        if (!SpanAsk.Read(context, time, TimeSpan.FromDays(1), "skip", "limit").Try(out var ask, out var problem) || !ask.Given.Count("limit", 50, GroupQuery.TakeMax).Try(out var limit, out problem))
        {
            return problem.ToHttp();
        }

        var skip = 0;
        if (ask.Given.Text("skip") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out skip) || skip > SkipMax))
        {
            return Problem.Invalid($"'skip' is a whole number up to {SkipMax}.", "skip").ToHttp();
        }

        return (await lister.ListAsync(ask.Scope, new GroupQuery(field, ask.Query.Range, ask.Query.Filter, skip, limit), cancellationToken))
            .ToHttp(found => Results.Json(new GroupPage([.. found.Rows.Select(GroupItem.Of)], found.Total), TraceApiJson.Default.GroupPage));
    }
}
