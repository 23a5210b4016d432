using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Server.Edge;

/// <summary>Signs a browser in, by key or by a link that works once, and out.</summary>
internal sealed class LoginEndpoints(IAuthenticator keys, IKeyDirectory directory, SessionCookies sessions, LoginTickets tickets)
{
    private const int FormBytesMax = 4096;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/login", (RequestDelegate)ShowAsync).AllowWithoutKey().ExcludeFromDescription();
        endpoints.MapPost("/login", (RequestDelegate)SignInAsync).AllowWithoutKey().ExcludeFromDescription();
        endpoints.MapPost("/logout", (RequestDelegate)SignOutAsync).AllowWithoutKey().ExcludeFromDescription();
        endpoints.MapGet("/login.css", (RequestDelegate)StyleAsync).AllowWithoutKey().ExcludeFromDescription();
    }

    private Task ShowAsync(HttpContext context)
    {
        var next = Local(context.Request.Query["next"]);
        if (context.Request.Query["ticket"].ToString() is not { Length: > 0 } ticket)
        {
            return PageAsync(context, next, null);
        }

        if (tickets.Redeem(ticket) is not { } keyId || !directory.Find(keyId).IsOk)
        {
            return PageAsync(context, next, "This link was used already, or is older than ten minutes. Sign in with a key.");
        }

        return Enter(context, keyId, next);
    }

    private async Task SignInAsync(HttpContext context)
    {
        if (!SameOrigin.Proved(context.Request) || !context.Request.HasFormContentType)
        {
            await Refusal.WriteAsync(context, new Problem(ProblemCode.Forbidden, "Sign in from this server's own page."));
            return;
        }

        if (context.Request.ContentLength is not <= FormBytesMax)
        {
            await Refusal.WriteAsync(context, new Problem(ProblemCode.TooLarge, $"A sign-in has at most {FormBytesMax} bytes."));
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var next = Local(form["next"]);
        var known = keys.Authenticate(form["key"].ToString().AsSpan().Trim());
        await (known.Try(out var caller, out var problem) ? Enter(context, caller.KeyId, next) : PageAsync(context, next, problem.Message));
    }

    private static Task SignOutAsync(HttpContext context)
    {
        if (SameOrigin.Proved(context.Request))
        {
            SessionCookies.Clear(context);
        }

        return SeeOther(context, "/login");
    }

    private static Task StyleAsync(HttpContext context)
    {
        context.Response.ContentType = "text/css";
        context.Response.Headers.CacheControl = "max-age=3600";
        return context.Response.WriteAsync(LoginPage.Style, context.RequestAborted);
    }

    private Task Enter(HttpContext context, string keyId, string next)
    {
        sessions.Set(context, keyId);
        return SeeOther(context, next);
    }

    private static Task PageAsync(HttpContext context, string next, string? refused)
    {
        context.Response.StatusCode = refused is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(LoginPage.Html(next, refused), context.RequestAborted);
    }

    private static Task SeeOther(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
        return Task.CompletedTask;
    }

    /// <summary>A path on this server, never another one.</summary>
    private static string Local(string? next) =>
        next is ['/', not ('/' or '\\'), ..] or "/" && !next.Contains('\\', StringComparison.Ordinal) && !next.Any(char.IsControl) ? next : "/";
}
