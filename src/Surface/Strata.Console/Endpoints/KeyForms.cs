using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Console.Data;
using Strata.Console.Pages;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Console.Endpoints;

/// <summary>
/// The forms of the keys page. The answer to a creation is the page itself with the secret, once and not stored by the
/// browser. The edge lets a signed-in browser post only from this server's own pages.
/// </summary>
internal static class KeyForms
{
    private const long FormBytesMax = 16 * 1024;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/keys", CreateAsync).RequireRole(Role.Admin).ExcludeFromDescription();
        endpoints.MapPost("/keys/{id}/revoke", RevokeAsync).RequireRole(Role.Admin).ExcludeFromDescription();
    }

    private static async Task CreateAsync(HttpContext context, IKeyDesk desk, TimeProvider time)
    {
        if (await FormAsync(context) is not { } form)
        {
            return;
        }

        var made = Read(form, time).Try(out var wish, out var problem) ? await desk.CreateAsync(context.Caller(), wish, context.RequestAborted) : problem;
        await (made.Try(out var key, out problem)
            ? PageEndpoints.RenderAsync<KeysPage>(context, StatusCodes.Status200OK, new() { [nameof(KeysPage.Made)] = key })
            : RefuseAsync(context, problem));
    }

    private static async Task RevokeAsync(HttpContext context, IKeyDesk desk, string id)
    {
        if (await FormAsync(context) is not { } form)
        {
            return;
        }

        var project = context.Caller().Project;
        var key = desk.List(project).FirstOrDefault(k => k.Id == id);
        if (key is not null && form["confirm"].ToString().Trim() != key.Name.Trim())
        {
            await RefuseAsync(context, Problem.Invalid($"That is not the key's name, so nothing was revoked. Type '{key.Name}' to revoke it.", "confirm"));
            return;
        }

        var revoked = await desk.RevokeAsync(context.Caller(), id, context.RequestAborted);
        await (revoked.Try(out var gone, out var problem)
            ? PageEndpoints.RenderAsync<KeysPage>(context, StatusCodes.Status200OK, new() { [nameof(KeysPage.Revoked)] = gone.Name })
            : RefuseAsync(context, problem));
    }

    private static async Task<IFormCollection?> FormAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is not <= FormBytesMax)
        {
            await RefuseAsync(context, Problem.Invalid($"A form of at most {FormBytesMax} bytes was expected. Use the form of this page."));
            return null;
        }

        return await context.Request.ReadFormAsync(context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, Problem problem) => PageEndpoints.RenderAsync<KeysPage>(
        context, ProblemTable.Row(problem.Code).HttpStatus, new() { [nameof(KeysPage.Problem)] = problem.Message });

    private static Result<KeyWish> Read(IFormCollection form, TimeProvider time) =>
        !Enum.TryParse<Role>(form["role"], out var role) || !Enum.IsDefined(role) ? Problem.Invalid("The role is viewer, service, editor, admin or owner.", "role")
        : !Number(form["requests"], out var requests) ? Problem.Invalid("Requests a minute are a whole number, or nothing for no limit.", "requests")
        : !Number(form["tokens"], out var tokens) ? Problem.Invalid("Tokens a minute are a whole number, or nothing for no limit.", "tokens")
        : !Number(form["days"], out var days) || days is < 1 or > 36_500 ? Problem.Invalid("A key ends after 1 to 36 500 days, or never.", "days")
        : new KeyWish(form["name"].ToString().Trim(), role, requests, tokens, days is { } count ? time.GetUtcNow().AddDays(count) : null);

    private static bool Number(string? text, out long? value)
    {
        value = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return string.IsNullOrWhiteSpace(text) || value is not null;
    }
}
