using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Console.Data;
using Strata.Console.Formats;
using Strata.Console.Requests;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Console.Endpoints;

/// <summary>What the console's own scripts ask for: the figures of one request, and how many requests are newer than a given one.</summary>
internal static class RequestFacts
{
    private const int FreshMax = 100;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/console/api").RequireRole(Role.Viewer).ExcludeFromDescription();
        group.MapGet("/requests/{id}", FindAsync);
        group.MapGet("/fresh", FreshAsync);
    }

    private static async Task<IResult> FindAsync(HttpContext context, RequestDesk desk, string id)
    {
        var view = await desk.FindAsync(Reach.Of(context.Caller(), context.Request.Query["team"]), id, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return view is null
            ? Problem.NotFound("No request of this project has this id.", "id").ToHttp()
            : Results.Json(new Dictionary<string, string?>
            {
                ["cost"] = Format.Money(view.Row.Cost),
                ["priced"] = view.Row.Cost is null ? null : "yes",
                ["queue"] = Format.Duration(view.Row.Queue),
                ["first"] = view.Row.FirstToken is { } first ? Format.Duration(first) : null,
                ["total"] = Format.Duration(view.Row.Total),
                ["speed"] = view.Row.TokensPerSecond is { } speed ? Format.Rate(speed) : null,
                ["in"] = Format.Count(view.Row.Usage.Prompt),
                ["out"] = Format.Count(view.Row.Usage.Completion),
            });
    }

    private static async Task<IResult> FreshAsync(HttpContext context, RequestDesk desk, TimeProvider time, string? newest = null)
    {
        var scope = Reach.Of(context.Caller(), context.Request.Query["team"]);
        var query = new RequestQuery { Project = null, From = time.GetUtcNow().AddDays(-1), Limit = FreshMax };
        var rows = await desk.ListAsync(scope, query, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new Dictionary<string, int> { ["count"] = rows.TakeWhile(r => newest is null || string.CompareOrdinal(r.Id, newest) > 0).Count() });
    }
}
