using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Http;
using Strata.Identity.Audit;
using Strata.Management.Wire;

namespace Strata.Management.Trail;

/// <summary>Who did what: the organisation's links of the one chain.</summary>
internal static class AuditEndpoints
{
    private const int PageMax = 1_000;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var audit = endpoints.Managed("/strata/v1/audit", "audit");
        audit.MapGet("", ListAsync).Produces<AuditList>().WithSummary("What was changed, newest first. Query: before, action, limit.");
        audit.MapGet("/verify", VerifyAsync).Produces<VerdictView>().WithSummary("Reads the whole chain and computes every link anew.");
    }

    private static async Task<IResult> ListAsync(HttpContext context, AuditLog audit, CancellationToken cancellationToken)
    {
        if (!ApiQuery.Read(context, "before", "action", "limit").Try(out var query, out var problem) || !query.Count("limit", 100, PageMax).Try(out var take, out problem))
        {
            return problem.ToHttp();
        }

        var before = long.MaxValue;
        if (query.Text("before") is { } text && (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out before) || before < 1))
        {
            return Problem.Invalid("'before' is the number of a link.", "before").ToHttp();
        }

        var links = await audit.ListAsync(context.Caller().Organization, before, query.Text("action"), take, cancellationToken);
        return ApiBody.Ok(new AuditList([.. links.Select(AuditView.From)], links.Count == take ? links[^1].Number : null), AuditJson.Default.AuditList);
    }

    private static async Task<IResult> VerifyAsync(AuditLog audit, CancellationToken cancellationToken)
    {
        var verdict = await audit.VerifyAsync(cancellationToken);
        return ApiBody.Ok(new VerdictView(verdict.IsWhole, verdict.Links, verdict.Broken, verdict.IsWhole ? null : verdict.Reason), AuditJson.Default.VerdictView);
    }
}
