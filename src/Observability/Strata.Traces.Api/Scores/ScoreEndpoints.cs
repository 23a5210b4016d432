using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Traces.Api.Wire;
using Strata.Traces.Queries.Scores;

namespace Strata.Traces.Api.Scores;

/// <summary>Scores, feedback and annotations. A service key scores the traces of its own requests only, and sees no others' scores.</summary>
internal static class ScoreEndpoints
{
    private const int ScoresMax = 1000;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var read = endpoints.Traces("Scores");
        read.MapGet("/scores", ListAsync).WithName("ListScores").WithSummary("Scores, the newest first, or all of one trace. Query: trace, name, limit, team.").Produces<ScoreList>();
        var write = endpoints.Traces("Scores", Role.Service);
        write.MapPost("/scores", PutAsync).WithName("PutScores").WithSummary("Puts scores down; one of a name and source stands on a trace or span, the newest wins.")
            .Accepts<ScoresBody>("application/json").Produces<ScoreList>().ProducesProblem(StatusCodes.Status404NotFound);
        endpoints.Traces("Scores", Role.Editor).MapDelete("/scores/{id}", DeleteAsync).WithName("DeleteScore").WithSummary("Takes a score away.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ScoreStore store, ScoreDesk desk, CancellationToken cancellationToken)
    {
        if (!QueryReader.Read(context, "trace", "name", "limit", "team").Try(out var given, out var problem)
            || !given.Count("limit", 100, ScoresMax).Try(out var limit, out problem)
            || !SpanAsk.ScopeOf(context.Caller(), given.Text("team")).Try(out var scope, out problem))
        {
            return problem.ToHttp();
        }

        if (given.Text("trace") is { } text)
        {
            return !TraceIds.ReadTrace(text, "trace").Try(out var trace, out problem) ? problem.ToHttp() : (await desk.OfTraceAsync(scope, trace, cancellationToken)).ToHttp(List);
        }

        return scope.Key is not null ? Problem.Invalid("A service key sees the scores of its own traces: name one as 'trace'.", "trace").ToHttp()
            : List(await store.NewestAsync(scope.Tenant, given.Text("name"), limit, cancellationToken));
    }

    private static async Task<IResult> PutAsync(HttpContext context, ScoreDesk desk, CancellationToken cancellationToken)
    {
        if (!(await BodyReader.ReadAsync(context.Request, TraceApiJson.Default.ScoresBody, cancellationToken)).Try(out var body, out var problem))
        {
            return problem.ToHttp();
        }

        if (body.Scores is not { Count: > 0 and <= ScoresMax })
        {
            return Problem.Invalid($"'scores' holds 1 to {ScoresMax} scores.", "scores").ToHttp();
        }

        var caller = context.Caller();
        var scores = new List<Score>(body.Scores.Count);
        foreach (var given in body.Scores)
        {
            if (given is null)
            {
                return Problem.Invalid("A score is null. Leave it out.", "scores").ToHttp();
            }

            if (!given.Read(caller.User.Length > 0 ? caller.User : caller.KeyId).Try(out var score, out problem))
            {
                return problem.ToHttp();
            }

            scores.Add(score);
        }

        return (await desk.PutAsync(Queries.TraceScope.Of(caller), scores, cancellationToken)).ToHttp(List);
    }

    private static async Task<IResult> DeleteAsync(string id, HttpContext context, ScoreStore store, CancellationToken cancellationToken) =>
        (await store.DeleteAsync(Queries.TraceScope.Of(context.Caller()).Tenant, id, cancellationToken)).ToHttp(_ => Results.NoContent());

    private static IResult List(IReadOnlyList<Score> scores) => Results.Json(new ScoreList([.. scores.Select(ScoreItem.Of)]), TraceApiJson.Default.ScoreList);
}
