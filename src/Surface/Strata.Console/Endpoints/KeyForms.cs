using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Console.Data;
using Strata.Console.Pages;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Console.Endpoints;

/// <summary>The forms of the keys page. The answer to a creation or a rotation is the page itself with the secret, once and not stored by the browser.</summary>
internal static class KeyForms
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/keys", CreateAsync).RequireRole(Role.Admin).ExcludeFromDescription();
        endpoints.MapPost("/keys/{id}/rotate", RotateAsync).RequireRole(Role.Admin).ExcludeFromDescription();
        endpoints.MapPost("/keys/{id}/revoke", RevokeAsync).RequireRole(Role.Admin).ExcludeFromDescription();
    }

    private static async Task CreateAsync(HttpContext context, IKeyDesk desk, TimeProvider time)
    {
        if (await Forms.ReadAsync<KeysPage>(context) is not { } form)
        {
            return;
        }

        var made = Read(form, time).Try(out var wish, out var problem) ? await desk.CreateAsync(context.Caller(), wish, context.RequestAborted) : problem;
        await ShowAsync(context, made, nameof(KeysPage.Made));
    }

    private static async Task RotateAsync(HttpContext context, IKeyDesk desk, string id)
    {
        if (await Forms.ReadAsync<KeysPage>(context) is not { } form)
        {
            return;
        }

        Result<NewKey> rotated = Forms.Number(form["hours"], out var hours) && hours is >= 0 and <= 720
            ? await desk.RotateAsync(context.Caller(), id, TimeSpan.FromHours(hours.Value), context.RequestAborted)
            : Problem.Invalid("The old secret holds on for 0 to 720 hours.", "hours");
        await ShowAsync(context, rotated, nameof(KeysPage.Rotated));
    }

    private static async Task RevokeAsync(HttpContext context, IKeyDesk desk, string id)
    {
        if (await Forms.ReadAsync<KeysPage>(context) is not { } form)
        {
            return;
        }

        var caller = context.Caller();
        var key = desk.ListAll(caller.Organization).FirstOrDefault(k => k.Id == id);
        if (key is not null && form["confirm"].ToString().Trim() != key.Name.Trim())
        {
            await Forms.RefuseAsync<KeysPage>(context, Problem.Invalid($"That is not the key's name, so nothing was revoked. Type '{key.Name}' to revoke it.", "confirm"));
            return;
        }

        var revoked = await desk.RevokeAsync(caller, id, context.RequestAborted);
        await (revoked.Try(out var gone, out var problem)
            ? PageEndpoints.RenderAsync<KeysPage>(context, StatusCodes.Status200OK, new() { [nameof(KeysPage.Revoked)] = gone.Name })
            : Forms.RefuseAsync<KeysPage>(context, problem));
    }

    private static Task ShowAsync(HttpContext context, Result<NewKey> made, string parameter) => made.Try(out var key, out var problem)
        ? PageEndpoints.RenderAsync<KeysPage>(context, StatusCodes.Status200OK, new() { [parameter] = key })
        : Forms.RefuseAsync<KeysPage>(context, problem);

    private static Result<KeyWish> Read(IFormCollection form, TimeProvider time) =>
        !Enum.TryParse<Role>(form["role"], out var role) || !Enum.IsDefined(role) ? Problem.Invalid("The role is viewer, service, editor, admin or owner.", "role")
        : !Forms.Number(form["requests"], out var requests) ? Problem.Invalid("Requests a minute are a whole number, or nothing for no limit.", "requests")
        : !Forms.Number(form["tokens"], out var tokens) ? Problem.Invalid("Tokens a minute are a whole number, or nothing for no limit.", "tokens")
        : !Forms.Number(form["days"], out var days) || days is < 1 or > 36_500 ? Problem.Invalid("A key ends after 1 to 36 500 days, or never.", "days")
        : new KeyWish(form["name"].ToString().Trim(), role, requests, tokens, days is { } count ? time.GetUtcNow().AddDays(count) : null)
        {
            Team = form["team"].ToString() is { Length: > 0 } team ? team : null,
            User = form["user"].ToString(),
            Models = form["models"].ToString().Split([',', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
}
