using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Console.Data;
using Strata.Console.Navigation;
using Strata.Console.Usage;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Console.Endpoints;

/// <summary>What the page of costs shows, as files: the sums of its chart, and the rows behind them.</summary>
internal static class UsageFiles
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/console/files").RequireRole(Role.Viewer).ExcludeFromDescription();
        group.MapGet("/usage.csv", SumsAsync);
        group.MapGet("/requests.csv", RowsAsync);
    }

    private static async Task<IResult> SumsAsync(HttpContext context, ILedgerDesk ledger, IKeyDesk keys, IDirectoryDesk directory, TimeProvider time)
    {
        var caller = context.Caller();
        var ask = UsageAsk.Read(context.Request, caller, TimeRange.Read(context.Request.Query, time.GetUtcNow()));
        var cells = await ledger.SumAsync(ask.Query, ask.OverTime, context.RequestAborted);
        Name(context, "usage.csv");
        return Results.Text(UsageSheet.Write(cells, ask, new UsageNames(keys, directory, caller)), "text/csv; charset=utf-8");
    }

    private static async Task RowsAsync(HttpContext context, ILedgerDesk ledger, TimeProvider time)
    {
        var ask = UsageAsk.Read(context.Request, context.Caller(), TimeRange.Read(context.Request.Query, time.GetUtcNow()));
        Name(context, "requests.csv");
        context.Response.ContentType = "text/csv; charset=utf-8";
        await ledger.ExportAsync(context.Response.Body, ask.Query, context.RequestAborted);
    }

    private static void Name(HttpContext context, string file)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
    }
}
