using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Console.Layout;
using Strata.Http;

namespace Strata.Console.Endpoints;

/// <summary>Keeps the chosen theme in a cookie and goes back. A link, so that it works without a script.</summary>
internal static class ThemeEndpoint
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/console/theme", Choose).AllowWithoutKey().ExcludeFromDescription();

    private static IResult Choose(HttpContext context, string? set = null, string? next = null)
    {
        if (set is "light" or "dark")
        {
            context.Response.Cookies.Append(Theme.Cookie, set, new CookieOptions { Path = "/", MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true });
        }
        else
        {
            context.Response.Cookies.Delete(Theme.Cookie);
        }

        return Results.LocalRedirect(next is ['/', not ('/' or '\\'), ..] && !next.Any(char.IsControl) ? next : "/");
    }
}
