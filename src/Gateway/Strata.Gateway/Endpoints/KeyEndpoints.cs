using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Tenancy;
using Strata.Identity.Keys;
using Strata.Http;

namespace Strata.Gateway.Endpoints;

/// <summary>Keys of the caller's project: for administrators.</summary>
internal static class KeyEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var keys = endpoints.MapGroup("/strata/v1/keys").WithTags("keys").RequireRole(Role.Admin).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        keys.MapGet("", List).Produces<KeyList>().WithSummary("The project's keys, newest first.");
        keys.MapPost("", CreateAsync).Accepts<KeyCreate>("application/json").Produces<KeyCreated>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).WithSummary("Makes a key; its secret is in the answer, this once.");
        keys.MapGet("/{id}", Find).Produces<KeyView>().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("One key.");
        keys.MapDelete("/{id}", RevokeAsync).Produces<KeyView>().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Revokes a key at once.");
        keys.MapPost("/{id}/revoke", RevokeAsync).Produces<KeyView>().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Revokes a key at once.");
        keys.MapPost("/{id}/expire", ExpireAsync).Accepts<KeyExpiry>("application/json").Produces<KeyView>().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Sets or takes away a key's end.");
    }

    private static IResult List(HttpContext context, KeyStore keys, TimeProvider time) =>
        ApiBody.Ok(new KeyList([.. keys.List(context.Caller().Project).Select(k => KeyView.From(k, time.GetUtcNow()))]), GatewayJson.Default.KeyList);

    private static IResult Find(string id, HttpContext context, KeyStore keys, TimeProvider time) =>
        keys.Find(id) is { } key && key.Project == context.Caller().Project
            ? ApiBody.Ok(KeyView.From(key, time.GetUtcNow()), GatewayJson.Default.KeyView)
            : Core.Results.Problem.NotFound($"There is no key '{id}' in this project.", "id").ToHttp();

    private static async Task<IResult> CreateAsync(HttpContext context, KeyStore keys, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!(await ApiBody.ReadAsync(context.Request, GatewayJson.Default.KeyCreate, cancellationToken)).Then(b => b.ToDraft()).Try(out var draft, out var problem))
        {
            return problem.ToHttp();
        }

        return (await keys.CreateAsync(context.Caller(), draft, cancellationToken)).ToHttp(
            made => ApiBody.Ok(new KeyCreated(KeyView.From(made.Key, time.GetUtcNow()), made.Secret), GatewayJson.Default.KeyCreated, StatusCodes.Status201Created));
    }

    private static async Task<IResult> RevokeAsync(string id, HttpContext context, KeyStore keys, TimeProvider time, CancellationToken cancellationToken) =>
        (await keys.RevokeAsync(context.Caller(), id, cancellationToken)).ToHttp(key => ApiBody.Ok(KeyView.From(key, time.GetUtcNow()), GatewayJson.Default.KeyView));

    private static async Task<IResult> ExpireAsync(string id, HttpContext context, KeyStore keys, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!(await ApiBody.ReadAsync(context.Request, GatewayJson.Default.KeyExpiry, cancellationToken)).Try(out var body, out var problem))
        {
            return problem.ToHttp();
        }

        return (await keys.ExpireAsync(context.Caller(), id, body.ExpiresAt, cancellationToken)).ToHttp(key => ApiBody.Ok(KeyView.From(key, time.GetUtcNow()), GatewayJson.Default.KeyView));
    }
}
