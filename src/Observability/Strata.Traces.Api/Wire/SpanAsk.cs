using Microsoft.AspNetCore.Http;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Traces.Queries;
using Strata.Traces.Queries.Filters;
using Strata.Traces.Queries.Lists;
using Strata.Traces.Spans;

namespace Strata.Traces.Api.Wire;

/// <summary>
/// What most endpoints are asked: whose spans, of which time, which of them. The tenant is the caller's, whatever the query says; an
/// administrator may name another team of the organisation. A key of role service sees its own requests only.
/// </summary>
internal sealed record SpanAsk(TraceScope Scope, SpanQuery Query, QueryReader Given)
{
    public static readonly string[] Filters = ["filter", "from", "to", "since", "team"];

    public const string FiltersDoc = "Filters: filter (the filter language), from, to, since (15m, 24h, 7d), team (administrators).";

    public static Result<SpanAsk> Read(HttpContext context, TimeProvider time, TimeSpan? usual, params ReadOnlySpan<string> more)
    {
        if (!QueryReader.Read(context, [.. Filters, .. more]).Try(out var given, out var problem)
            || !SpanFilter.Parse(given.Text("filter") ?? "").Try(out var filter, out problem)
            || !given.Time("from").Try(out var from, out problem)
            || !given.Time("to").Try(out var to, out problem)
            || !given.Length("since").Try(out var since, out problem)
            || !ScopeOf(context.Caller(), given.Text("team")).Try(out var scope, out problem))
        {
            return problem;
        }

        var now = time.GetUtcNow();
        from ??= (since ?? usual) is { } length ? (to ?? now) - length : null;
        if (from is { } begin && begin >= (to ?? DateTimeOffset.MaxValue))
        {
            return Problem.Invalid("'from' lies before 'to'.", "from");
        }

        var range = new TimeRange(from is { } first ? TraceIds.Ns(first) : 0, to is { } last ? TraceIds.Ns(last) : usual is null ? long.MaxValue : TraceIds.Ns(now.AddMinutes(1)));
        return new SpanAsk(scope, new SpanQuery { Range = range, Filter = filter }, given);
    }

    /// <summary>The tenant that is looked at.</summary>
    public static Result<TraceScope> ScopeOf(Caller caller, string? team) =>
        team is null || team == caller.Project ? TraceScope.Of(caller)
        : caller.Is(Role.Admin) && caller.MayUse("admin") ? new TraceScope(new Tenant(caller.Organization, team))
        : new Problem(ProblemCode.Forbidden, "Only an administrator sees other teams.") { Field = "team" };

    /// <summary>The order a word names.</summary>
    public static Result<SpanOrder> Order(string? word) => word switch
    {
        null or "start" => SpanOrder.Start,
        "latency" => SpanOrder.Latency,
        "cost" => SpanOrder.Cost,
        _ => Problem.Invalid($"'{word}' is no order. Use start, latency or cost; each begins with the most.", "order"),
    };
}
