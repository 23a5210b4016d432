using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Strata.Core.Tenancy;
using Strata.Http;
using Strata.Identity.Audit;
using Strata.Ledger.Pricing;
using Strata.Management.Wire;

namespace Strata.Management.Prices;

/// <summary>Changes the price book: prices decide what every tenant's budgets count, so that the operator alone may.</summary>
internal static class PriceChanges
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var book = endpoints.Managed("/strata/v1/prices", "prices", Role.Owner);
        book.AddEndpointFilter(static (context, next) => context.HttpContext.Caller().IsOperator() ? next(context) : ValueTask.FromResult<object?>(ApiGroup.OperatorOnly.ToHttp()));
        book.MapPut("", PutAsync).Accepts<PriceBody>("application/json").Produces<PriceView>().WithSummary("Sets the price of a model from a time on. For the operator.");
        book.MapDelete("/entries/{id}", RemoveAsync).Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Takes an edited or imported price away. For the operator.");
        book.MapPost("/import", ImportAsync).Accepts<string>("application/json").WithMetadata(new ImportSize()).Produces<ImportView>()
            .WithSummary("Imports a price file in LiteLLM's format (model_prices_and_context_window.json). For the operator.");
    }

    private static async Task<IResult> PutAsync(HttpContext context, PriceStore store, PriceKeeper keeper, AuditLog audit, CancellationToken cancellationToken)
    {
        if (!(await ApiBody.ReadAsync(context.Request, PriceJson.Default.PriceBody, cancellationToken)).Then(b => b.ToEntry()).Try(out var entry, out var problem))
        {
            return problem.ToHttp();
        }

        var caller = context.Caller();
        await audit.AppendAsync(caller, new AuditEntry("price.put", entry.Model, $"{PriceText.Write(entry.Prices)} {entry.Contract}".TrimEnd()), cancellationToken);
        if (!(await store.PutAsync(entry, caller.KeyId, cancellationToken)).Try(out _, out problem))
        {
            return problem.ToHttp();
        }

        await keeper.RefreshAsync(CancellationToken.None);
        return ApiBody.Ok(PriceView.From(entry), PriceJson.Default.PriceView);
    }

    private static async Task<IResult> RemoveAsync(string id, HttpContext context, PriceStore store, AuditLog audit, CancellationToken cancellationToken)
    {
        await audit.AppendAsync(context.Caller(), new AuditEntry("price.remove", id), cancellationToken);
        if (!(await store.DeleteAsync(id, cancellationToken)).Try(out _, out var problem))
        {
            return problem.ToHttp();
        }

        await context.RequestServices.GetRequiredService<PriceKeeper>().RefreshAsync(CancellationToken.None);
        return Microsoft.AspNetCore.Http.Results.NoContent();
    }

    private static async Task<IResult> ImportAsync(HttpContext context, PriceStore store, PriceKeeper keeper, AuditLog audit, CancellationToken cancellationToken)
    {
        if (!(await BoundedBody.ReadAsync(context.Request, LiteLlmPrices.BytesMax, cancellationToken)).Then(b => LiteLlmPrices.Read(b)).Try(out var entries, out var problem))
        {
            return problem.ToHttp();
        }

        var caller = context.Caller();
        await audit.AppendAsync(caller, new AuditEntry("price.import", "prices", $"{entries.Count} models"), cancellationToken);
        var report = await store.ImportAsync(entries, caller.KeyId, cancellationToken);
        await keeper.RefreshAsync(CancellationToken.None);
        return ApiBody.Ok(new ImportView(report.Added, report.Changed, report.Same), PriceJson.Default.ImportView);
    }
}
