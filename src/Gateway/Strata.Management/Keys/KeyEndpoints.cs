using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Http;
using Strata.Identity.Keys;
using Strata.Management.Wire;

namespace Strata.Management.Keys;

/// <summary>Keys of the caller's organisation: for administrators.</summary>
internal static class KeyEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var all = endpoints.Managed("/strata/v1/keys", "keys");
        all.MapGet("", List).Produces<KeyList>().WithSummary("The project's keys, newest first. Query: team=ID for another team's, team=* for the whole organisation's.");
        all.MapPost("", CreateAsync).Accepts<KeyCreate>("application/json").Produces<KeyCreated>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Makes a key; its secret is in the answer, this once.");

        var one = endpoints.Managed("/strata/v1/keys/{id}", "keys").ProducesProblem(StatusCodes.Status404NotFound);
        one.MapGet("", Find).Produces<KeyView>().WithSummary("One key.");
        one.MapPatch("", ChangeAsync).Accepts<KeyChange>("application/json").Produces<KeyView>().WithSummary("Changes what a key may do; what is left out stays.");
        one.MapPost("/rotate", RotateAsync).Accepts<KeyRotation>("application/json").Produces<KeyCreated>().WithSummary("Gives a key a new secret; the old one holds for the overlap. Id, budgets and history stay.");
        one.MapDelete("", RevokeAsync).Produces<KeyView>().WithSummary("Revokes a key at once.");
        one.MapPost("/revoke", RevokeAsync).Produces<KeyView>().WithSummary("Revokes a key at once.");
        one.MapPost("/expire", ExpireAsync).Accepts<KeyExpiry>("application/json").Produces<KeyView>().WithSummary("Sets or takes away a key's end.");
    }

    private static IResult List(HttpContext context, KeyStore keys, TimeProvider time)
    {
        if (!ApiQuery.Read(context, "team").Try(out var query, out var problem))
        {
            return problem.ToHttp();
        }

        var (caller, now) = (context.Caller(), time.GetUtcNow());
        var team = query.Text("team") ?? caller.Project;
        var seen = keys.ListAll(caller.Organization).Where(k => team == "*" || k.Project == team);
        return ApiBody.Ok(new KeyList([.. seen.Select(k => KeyView.From(k, now))]), KeyJson.Default.KeyList);
    }

    private static IResult Find(string id, HttpContext context, KeyStore keys, TimeProvider time) =>
        keys.Find(id) is { } key && key.Organization == context.Caller().Organization
            ? ApiBody.Ok(KeyView.From(key, time.GetUtcNow()), KeyJson.Default.KeyView)
            : Problem.NotFound($"There is no key '{id}' in this organisation.", "id").ToHttp();

    private static async Task<IResult> CreateAsync(HttpContext context, KeyStore keys, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!(await ApiBody.ReadAsync(context.Request, KeyJson.Default.KeyCreate, cancellationToken)).Then(b => b.ToDraft()).Try(out var draft, out var problem))
        {
            return problem.ToHttp();
        }

        return (await keys.CreateAsync(context.Caller(), draft, cancellationToken)).ToHttp(made => Shown(made, time, StatusCodes.Status201Created));
    }

    private static async Task<IResult> ChangeAsync(string id, HttpContext context, KeyStore keys, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!(await ApiBody.ReadAsync(context.Request, KeyJson.Default.KeyChange, cancellationToken)).Then(b => b.ToChange()).Try(out var change, out var problem))
        {
            return problem.ToHttp();
        }

        return (await keys.UpdateAsync(context.Caller(), id, change, cancellationToken)).ToHttp(key => ApiBody.Ok(KeyView.From(key, time.GetUtcNow()), KeyJson.Default.KeyView));
    }

    private static async Task<IResult> RotateAsync(string id, HttpContext context, KeyStore keys, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!(await ApiBody.ReadAsync(context.Request, KeyJson.Default.KeyRotation, cancellationToken)).Try(out var body, out var problem))
        {
            return problem.ToHttp();
        }

        var overlap = TimeSpan.Zero;
        if (body.Overlap is { } text && !DurationText.TryRead(text, out overlap))
        {
            return Problem.Invalid($"'{text}' is not a time. Write for instance 24h.", "overlap").ToHttp();
        }

        return (await keys.RotateAsync(context.Caller(), id, overlap, cancellationToken)).ToHttp(made => Shown(made, time, StatusCodes.Status200OK));
    }

    private static async Task<IResult> RevokeAsync(string id, HttpContext context, KeyStore keys, TimeProvider time, CancellationToken cancellationToken) =>
        (await keys.RevokeAsync(context.Caller(), id, cancellationToken)).ToHttp(key => ApiBody.Ok(KeyView.From(key, time.GetUtcNow()), KeyJson.Default.KeyView));

    private static async Task<IResult> ExpireAsync(string id, HttpContext context, KeyStore keys, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!(await ApiBody.ReadAsync(context.Request, KeyJson.Default.KeyExpiry, cancellationToken)).Try(out var body, out var problem))
        {
            return problem.ToHttp();
        }

        return (await keys.ExpireAsync(context.Caller(), id, body.ExpiresAt, cancellationToken)).ToHttp(key => ApiBody.Ok(KeyView.From(key, time.GetUtcNow()), KeyJson.Default.KeyView));
    }

    private static IResult Shown(CreatedKey made, TimeProvider time, int status) =>
        ApiBody.Ok(new KeyCreated(KeyView.From(made.Key, time.GetUtcNow()), made.Secret), KeyJson.Default.KeyCreated, status);
}
