using Microsoft.AspNetCore.Http;

namespace Strata.Console.Layout;

/// <summary>The theme a person chose, kept in a cookie: <c>light</c>, <c>dark</c>, or nothing for what the system says.</summary>
internal static class Theme
{
    public const string Cookie = "strata-theme";

    public static string? Of(HttpContext context) => context.Request.Cookies[Cookie] is "light" or "dark" ? context.Request.Cookies[Cookie] : null;
}
