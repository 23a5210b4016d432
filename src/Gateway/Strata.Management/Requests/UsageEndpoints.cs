using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Identity.Keys;
using Strata.Identity.Tenants;
using Strata.Ledger;
using Strata.Ledger.Queries;
using Strata.Management.Wire;

namespace Strata.Management.Requests;

/// <summary>Exact sums over the ledger, by up to three groups at once.</summary>
internal static class UsageEndpoints
{
    private static readonly (string Word, UsageGroup Group)[] Groups =
    [
        ("model", UsageGroup.Model), ("key", UsageGroup.Key), ("day", UsageGroup.Day), ("hour", UsageGroup.Hour), ("team", UsageGroup.Project),
        ("user", UsageGroup.User), ("end_user", UsageGroup.EndUser), ("tag", UsageGroup.Tag), ("provider", UsageGroup.Provider),
        ("deployment", UsageGroup.Deployment), ("endpoint", UsageGroup.Endpoint), ("organization", UsageGroup.Organization),
    ];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var own = endpoints.Open("/strata/v1", "ledger", Role.Viewer);
        own.MapGet("/usage", SumAsync).Produces<UsageList>()
            .WithSummary($"Exact sums. Query: group_by=one to three of {string.Join(", ", Groups.Select(g => g.Word))}, for instance day,model; and the filters of /requests.");
        own.MapGet("/unpriced", UnpricedAsync).Produces<UsageList>().WithSummary("Deployments that were used and have no price. Query: the filters of /requests.");
    }

    private static async Task<IResult> SumAsync(HttpContext context, LedgerReader ledger, KeyStore keys, DirectoryStore directory, CancellationToken cancellationToken)
    {
        var words = context.Request.Query["group_by"].ToString() is { Length: > 0 } given ? given.Split(',', 16) : ["model"];
        var groups = new List<UsageGroup>();
        foreach (var word in words)
        {
            var known = Array.FindIndex(Groups, g => g.Word == word);
            if (known < 0 || groups.Count == 3 || groups.Contains(Groups[known].Group))
            {
                return Problem.Invalid($"'group_by' takes one to three of {string.Join(", ", Groups.Select(g => g.Word))}, each once.", "group_by").ToHttp();
            }

            groups.Add(Groups[known].Group);
        }

        if (!LedgerQueryReader.Read(context, "group_by").Try(out var query, out var problem))
        {
            return problem.ToHttp();
        }

        var sums = await ledger.SumAsync(query, groups, cancellationToken);
        var names = new GroupNames(keys, directory.Current, context.Caller().Organization);
        return ApiBody.Ok(new UsageList(string.Join(',', words), [.. sums.Select(s => UsageView.From(s, names.Of(groups[0], s.Group)))]), RequestJson.Default.UsageList);
    }

    private static async Task<IResult> UnpricedAsync(HttpContext context, LedgerReader ledger, CancellationToken cancellationToken)
    {
        if (!LedgerQueryReader.Read(context).Try(out var query, out var problem))
        {
            return problem.ToHttp();
        }

        var sums = await ledger.UnpricedAsync(query, cancellationToken);
        return ApiBody.Ok(new UsageList("deployment", [.. sums.Select(s => UsageView.From(s, null))]), RequestJson.Default.UsageList);
    }
}
