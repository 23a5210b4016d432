using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Console.Pages;
using Strata.Console.Sources;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;

namespace Strata.Console.Endpoints;

/// <summary>The forms of alerts: silence, end a silence, release a key, test a receiver.</summary>
internal static class AlertForms
{
    private static readonly Problem Missing = new(ProblemCode.Unavailable, "This process has no alerts. Add the target 'alerts'.");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/alerts/silence", SilenceAsync).RequireRole(Role.Editor).ExcludeFromDescription();
        endpoints.MapPost("/alerts/unsilence", UnsilenceAsync).RequireRole(Role.Editor).ExcludeFromDescription();
        endpoints.MapPost("/alerts/release", ReleaseAsync).RequireRole(Role.Admin).ExcludeFromDescription();
        endpoints.MapPost("/alerts/test", TestAsync).RequireRole(Role.Editor).ExcludeFromDescription();
    }

    private static Task SilenceAsync(HttpContext context, AlertPages pages) => DoAsync(context, async form =>
    {
        if (pages.Desk is null || !DurationText.TryRead(form["for"].ToString(), out var time))
        {
            return pages.Desk is null ? Missing : Problem.Invalid("Say how long, for instance 2h.", "for");
        }

        var matchers = form["matchers"].ToString().Split([' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var made = await pages.Desk.SilenceAsync(context.Caller(), matchers, (null, time), form["comment"].ToString(), context.RequestAborted);
        return made.Then<string>(s => $"Nobody is told of {string.Join(", ", s.Matchers)} until {Formats.Format.Utc(s.Until)} UTC.");
    });

    private static Task UnsilenceAsync(HttpContext context, AlertPages pages) => DoAsync(context, async form =>
        pages.Desk is null ? Missing
        : (await pages.Desk.UnsilenceAsync(context.Caller(), form["id"].ToString(), context.RequestAborted)).Then<string>(_ => "The silence is over."));

    private static Task ReleaseAsync(HttpContext context, AlertPages pages) => DoAsync(context, async form =>
        pages.Switch is null ? Missing
        : (await pages.Switch.ReleaseAsync(context.Caller(), form["id"].ToString(), context.RequestAborted)).Then<string>(s => $"The key {s.Key} is released."));

    private static Task TestAsync(HttpContext context, AlertPages pages) => DoAsync(context, async form =>
        pages.Desk is null ? Missing
        : (await pages.Desk.TestAsync(context.Caller(), form["receiver"].ToString(), context.RequestAborted)).Then<string>(_ => $"A test is on its way to {form["receiver"]}."));

    private static async Task DoAsync(HttpContext context, Func<IFormCollection, Task<Result<string>>> work)
    {
        if (await Forms.ReadAsync<AlertsPage>(context) is { } form)
        {
            await ((await work(form)).Try(out var done, out var problem) ? Forms.DoneAsync<AlertsPage>(context, done) : Forms.RefuseAsync<AlertsPage>(context, problem));
        }
    }
}
