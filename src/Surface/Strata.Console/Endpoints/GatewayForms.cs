using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Console.Data;
using Strata.Console.Formats;
using Strata.Console.Pages;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Ledger.Pricing;

namespace Strata.Console.Endpoints;

/// <summary>The forms of the gateway's pages: a price is set, the cache is emptied.</summary>
internal static class GatewayForms
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/prices", SetPriceAsync).RequireRole(Role.Admin).ExcludeFromDescription();
        endpoints.MapPost("/cache/purge", PurgeAsync).RequireRole(Role.Admin).ExcludeFromDescription();
    }

    private static async Task SetPriceAsync(HttpContext context, IPriceBookDesk desk)
    {
        if (await Forms.ReadAsync<PricesPage>(context) is not { } form)
        {
            return;
        }

        var model = form["model"].ToString().Trim();
        var set = ReadPrices(form).Try(out var prices, out var problem) && ReadFrom(form["from"]).Try(out var from, out problem)
            ? await desk.SetAsync(context.Caller(), model, from, prices, context.RequestAborted)
            : problem;
        await (set.Try(out _, out problem)
            ? Forms.DoneAsync<PricesPage>(context, $"The price of {model} is set.")
            : Forms.RefuseAsync<PricesPage>(context, problem));
    }

    private static Result<PriceOptions> ReadPrices(IFormCollection form) =>
        !Forms.Price(form["input"], out var input) || !Forms.Price(form["cached"], out var cached) || !Forms.Price(form["output"], out var output)
            ? Problem.Invalid("A price is in US dollars for a million tokens, for instance 0.15; nothing stands for unknown.", "input")
        : input is null && output is null ? Problem.Invalid("Give the price of the prompt, of the answer, or both.", "input")
        : new PriceOptions { Input = input, CachedInput = cached, Output = output, Reasoning = output };

    private static Result<DateTimeOffset> ReadFrom(string? text) =>
        string.IsNullOrWhiteSpace(text) ? DateTimeOffset.UnixEpoch
        : DateTimeOffset.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day) && day >= DateTimeOffset.UnixEpoch ? day
        : Problem.Invalid("The day from which the price holds is written 2026-11-21.", "from");

    private static async Task PurgeAsync(HttpContext context, ICacheDesk desk)
    {
        if (await Forms.ReadAsync<CachePage>(context) is { } form)
        {
            var model = form["model"].ToString().Trim();
            if (!(await desk.PurgeAsync(context.Caller(), model.Length > 0 ? model : null, context.RequestAborted)).Try(out var gone, out var problem))
            {
                await Forms.RefuseAsync<CachePage>(context, problem);
                return;
            }

            await Forms.DoneAsync<CachePage>(context, $"{Format.Count(gone)} {(gone == 1 ? "answer" : "answers")} left the cache. The next requests are answered anew.");
        }
    }
}
