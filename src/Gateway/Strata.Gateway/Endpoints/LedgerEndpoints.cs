using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Keys;
using Strata.Gateway.Routing;
using Strata.Http;
using Strata.Ledger;
using Strata.Ledger.Pricing;
using Strata.Ledger.Queries;

namespace Strata.Gateway.Endpoints;

/// <summary>The ledger of the caller's project; a key of role service sees its own requests only.</summary>
internal static class LedgerEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var own = endpoints.MapGroup("/strata/v1").WithTags("ledger").RequireRole(Role.Viewer).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized);
        own.MapGet("/requests", ListAsync).Produces<RequestList>().WithSummary("Requests, newest first. Query: limit, before, model, key, status, trace, text, from, to.");
        own.MapGet("/requests/{id}", FindAsync).Produces<RequestView>().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("One request.");
        own.MapGet("/usage", SumAsync).Produces<UsageList>().WithSummary("Exact sums. Query: group_by=model|key|day and the filters of /requests.");
        own.MapGet("/prices", Prices).Produces<PriceList>().WithSummary("The price book in force.");
        own.MapGet("/models", Models).Produces<ModelViewList>().WithSummary("The models that this key can name.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, LedgerReader ledger, CancellationToken cancellationToken)
    {
        if (!LedgerQueryReader.Read(context).Try(out var query, out var problem))
        {
            return problem.ToHttp();
        }

        var rows = await ledger.QueryAsync(query, cancellationToken);
        return ApiBody.Ok(new RequestList([.. rows.Select(RequestView.From)], rows.Count == query.Limit ? rows[^1].Id : null), GatewayJson.Default.RequestList);
    }

    private static async Task<IResult> FindAsync(string id, HttpContext context, LedgerReader ledger, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        var row = await ledger.FindAsync(caller.Project, id, cancellationToken);
        return row is not null && (caller.Role != Role.Service || row.KeyId == caller.KeyId)
            ? ApiBody.Ok(RequestView.From(row), GatewayJson.Default.RequestView)
            : Problem.NotFound($"There is no request '{id}' in this project.", "id").ToHttp();
    }

    private static async Task<IResult> SumAsync(HttpContext context, LedgerReader ledger, KeyStore keys, CancellationToken cancellationToken)
    {
        var word = context.Request.Query["group_by"].ToString();
        UsageGroup? group = word switch { "" or "model" => UsageGroup.Model, "key" => UsageGroup.Key, "day" => UsageGroup.Day, _ => null };
        if (group is not { } by)
        {
            return Problem.Invalid($"'{word}' is not a group. Use model, key or day.", "group_by").ToHttp();
        }

        if (!LedgerQueryReader.Read(context).Try(out var query, out var problem))
        {
            return problem.ToHttp();
        }

        var sums = await ledger.SumAsync(query, by, cancellationToken);
        return ApiBody.Ok(
            new UsageList(by.ToString().ToLowerInvariant(), [.. sums.Select(s => UsageView.From(s, by == UsageGroup.Key ? keys.Find(s.Group)?.Name : null))]),
            GatewayJson.Default.UsageList);
    }

    private static IResult Prices(HttpContext context, ModelCatalog catalog, KeyStore keys, Live<PriceBook> prices)
    {
        var book = prices.Current;
        var named = keys.Find(context.Caller().KeyId) is { Models.Count: > 0 } key ? catalog.List(key).SelectMany(m => new[] { m.Name, m.Deployment }).ToHashSet(StringComparer.Ordinal) : null;
        var seen = book.Prices.Where(p => named?.Contains(p.Key) ?? true).OrderBy(p => p.Key, StringComparer.Ordinal);
        return ApiBody.Ok(new PriceList(book.Version, [.. seen.Select(p => PriceView.From(p.Key, p.Value))]), GatewayJson.Default.PriceList);
    }

    private static IResult Models(HttpContext context, ModelCatalog catalog, KeyStore keys, Live<PriceBook> prices)
    {
        var book = prices.Current;
        var models = catalog.List(keys.Find(context.Caller().KeyId)).Select(m => ModelView.From(m, book.Find(m.Deployment, m.Name) is not null));
        return ApiBody.Ok(new ModelViewList([.. models]), GatewayJson.Default.ModelViewList);
    }
}
