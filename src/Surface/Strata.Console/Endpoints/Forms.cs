using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Strata.Core.Results;

namespace Strata.Console.Endpoints;

/// <summary>
/// What every form of the console does alike: a small body, read whole; a refusal answered with the page itself and why. The edge lets
/// a signed-in browser post only from this server's own pages.
/// </summary>
internal static class Forms
{
    private const long BytesMax = 16 * 1024;

    /// <summary>The form of a request; null where there is none, which is answered then.</summary>
    public static async Task<IFormCollection?> ReadAsync<TPage>(HttpContext context)
        where TPage : IComponent
    {
        if (context.Request.HasFormContentType && context.Request.ContentLength is <= BytesMax)
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }

        await RefuseAsync<TPage>(context, Problem.Invalid($"A form of at most {BytesMax} bytes was expected. Use the form of this page."));
        return null;
    }

    /// <summary>The page with why a change was refused.</summary>
    public static Task RefuseAsync<TPage>(HttpContext context, Problem problem)
        where TPage : IComponent =>
        PageEndpoints.RenderAsync<TPage>(context, ProblemTable.Row(problem.Code).HttpStatus, new() { ["Problem"] = problem.Message });

    /// <summary>The page with what was done.</summary>
    public static Task DoneAsync<TPage>(HttpContext context, string done)
        where TPage : IComponent =>
        PageEndpoints.RenderAsync<TPage>(context, StatusCodes.Status200OK, new() { ["Done"] = done });

    /// <summary>A whole number, or null where nothing is given; false where something else is.</summary>
    public static bool Number(string? text, out long? value)
    {
        value = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return string.IsNullOrWhiteSpace(text) || value is not null;
    }

    /// <summary>A price, or null where nothing is given; false where something else is.</summary>
    public static bool Price(string? text, out decimal? value)
    {
        value = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 1_000_000 ? number : null;
        return string.IsNullOrWhiteSpace(text) || value is not null;
    }
}
