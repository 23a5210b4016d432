using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Strata.Caching;
using Strata.Core.Results;
using Strata.Http;
using Strata.Identity.Audit;
using Strata.Identity.Tenants;
using Strata.Management.Wire;

namespace Strata.Management.Caches;

/// <summary>The answer cache: its counters are the operator's, since tenants share the memory; each organisation forgets its own answers.</summary>
internal static class CacheEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var cache = endpoints.Managed("/strata/v1/cache", "cache");
        cache.MapGet("", Show).Produces<CacheView>().WithSummary("What the cache holds and has done. For the operator; an organisation's savings stand in /usage.");
        cache.MapPost("/purge", PurgeAsync).Accepts<PurgeBody>("application/json").Produces<PurgeView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Forgets the organisation's answers, or those of a team or a model: in memory, in the database, and in other processes on it.");
    }

    private static IResult Show(HttpContext context)
    {
        if (!context.Caller().IsOperator())
        {
            return ApiGroup.OperatorOnly.ToHttp();
        }

        var cache = context.RequestServices.GetService<AnswerCache>();
        var seen = cache?.Counters ?? default;
        return ApiBody.Ok(new CacheView(cache is not null, seen.Entries, seen.Bytes, seen.Hits, seen.Misses, seen.SavedNanos, cache?.SemanticCount ?? 0), CacheJson.Default.CacheView);
    }

    private static async Task<IResult> PurgeAsync(HttpContext context, DirectoryStore directory, AuditLog audit, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        if (!(await ApiBody.ReadAsync(context.Request, CacheJson.Default.PurgeBody, cancellationToken)).Try(out var body, out var problem))
        {
            return problem.ToHttp();
        }

        if (body.Team is { } team && directory.Current.Team(caller.Organization, team) is null)
        {
            return Problem.NotFound($"There is no team '{team}' in this organisation.", "team").ToHttp();
        }

        await audit.AppendAsync(caller, new AuditEntry("cache.purge", body.Team ?? caller.Organization, body.Model ?? "all models"), cancellationToken);
        Result<int> purged = context.RequestServices.GetService<AnswerCache>() is { } cache
            ? await cache.PurgeAsync($"{caller.Organization}/{body.Team}", body.Model, cancellationToken)
            : 0;
        return purged.ToHttp(removed => ApiBody.Ok(new PurgeView(removed), CacheJson.Default.PurgeView));
    }
}
