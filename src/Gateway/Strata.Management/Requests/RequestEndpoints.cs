using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Ledger;
using Strata.Ledger.Export;
using Strata.Ledger.Rows;
using Strata.Management.Wire;

namespace Strata.Management.Requests;

/// <summary>The ledger of the caller's project; a key of role service sees its own requests only, an administrator all teams.</summary>
internal static class RequestEndpoints
{
    private const string FiltersDoc = "Filters: model, deployment, provider, endpoint, key, user, end_user, tag, team (administrators; * for all), status, trace, cache, unpriced, text, from, to.";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var own = endpoints.Open("/strata/v1", "ledger", Role.Viewer);
        own.MapGet("/requests", ListAsync).Produces<RequestList>().WithSummary($"Requests, newest first. Query: limit, before. {FiltersDoc}");
        own.MapGet("/requests/{id}", FindAsync).Produces<RequestView>().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("One request.");
        own.MapGet("/generations/{id}", ExplainAsync).Produces<GenerationView>().ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Why a request went as it did: route, attempts, reasons, times, cost.");
        own.MapGet("/export", ExportAsync).Produces<string>(StatusCodes.Status200OK, "text/csv", "application/vnd.apache.parquet")
            .WithSummary($"Requests as a file. Query: format=csv|parquet|focus_csv|focus_parquet. {FiltersDoc}");

        // The address that another gateway's callers know; not part of our own API's description.
        endpoints.MapGet("/v1/generation", AliasAsync).RequireRole(Role.Viewer);
    }

    private static async Task<IResult> ListAsync(HttpContext context, LedgerReader ledger, CancellationToken cancellationToken)
    {
        if (!LedgerQueryReader.Read(context, "limit", "before").Try(out var query, out var problem))
        {
            return problem.ToHttp();
        }

        var rows = await ledger.QueryAsync(query, cancellationToken);
        return ApiBody.Ok(new RequestList([.. rows.Select(RequestView.From)], rows.Count == query.Limit ? rows[^1].Id : null), RequestJson.Default.RequestList);
    }

    private static Task<IResult> FindAsync(string id, HttpContext context, RequestFinder requests, CancellationToken cancellationToken) =>
        ShowAsync(context, requests, id, row => ApiBody.Ok(RequestView.From(row), RequestJson.Default.RequestView), cancellationToken);

    private static Task<IResult> ExplainAsync(string id, HttpContext context, RequestFinder requests, CancellationToken cancellationToken) =>
        ShowAsync(context, requests, id, row => ApiBody.Ok(GenerationView.From(row), RequestJson.Default.GenerationView), cancellationToken);

    private static Task<IResult> AliasAsync(HttpContext context, RequestFinder requests, CancellationToken cancellationToken) =>
        context.Request.Query["id"].ToString() is { Length: > 0 } id
            ? ExplainAsync(id, context, requests, cancellationToken)
            : Task.FromResult(Problem.Invalid("Name the request: /v1/generation?id=req_…", "id").ToHttp());

    private static async Task<IResult> ShowAsync(HttpContext context, RequestFinder requests, string id, Func<LedgerRow, IResult> show, CancellationToken cancellationToken) =>
        !id.Contains('\0', StringComparison.Ordinal) && await requests.FindAsync(context.Caller(), id, cancellationToken) is { } row
            ? show(row)
            : Problem.NotFound($"There is no request '{id}' in this project.", "id").ToHttp();

    private static IResult ExportAsync(HttpContext context, LedgerExport export)
    {
        var word = context.Request.Query["format"].ToString();
        ExportFormat? known = word switch
        {
            "" or "csv" => ExportFormat.Csv,
            "parquet" => ExportFormat.Parquet,
            "focus_csv" => ExportFormat.FocusCsv,
            "focus_parquet" => ExportFormat.FocusParquet,
            _ => null,
        };
        if (known is not { } format)
        {
            return Problem.Invalid($"'{word}' is not a format. Use csv, parquet, focus_csv or focus_parquet.", "format").ToHttp();
        }

        if (!LedgerQueryReader.Read(context, "format").Try(out var query, out var problem))
        {
            return problem.ToHttp();
        }

        var name = $"requests.{(format is ExportFormat.Csv or ExportFormat.FocusCsv ? "csv" : "parquet")}";
        return Microsoft.AspNetCore.Http.Results.Stream(
            async stream => await export.WriteAsync(stream, format, query, context.RequestAborted), LedgerExport.MediaType(format), name);
    }
}
