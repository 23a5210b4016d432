using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Gateway.Routing;
using Strata.Http;
using Strata.Identity.Keys;
using Strata.Ledger.Pricing;
using Strata.Management.Wire;

namespace Strata.Management.Prices;

/// <summary>
/// Reads the price book. What a key can name, it sees the prices of; entries with their history are for administrators, who see no other
/// organisation's contract.
/// </summary>
internal static class PriceEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.Open("/strata/v1/prices", "prices", Role.Viewer).MapGet("", Effective).Produces<BookView>()
            .WithSummary("The prices in force of the models that this key can name, and of all that are no public list prices.");
        endpoints.Managed("/strata/v1/prices/entries", "prices").MapGet("", EntriesAsync).Produces<BookView>()
            .WithSummary("Every entry with source, contract and date. Query: model, source.");
        PriceChanges.Map(endpoints);
    }

    private static IResult Effective(HttpContext context, ModelCatalog catalog, KeyStore keys, Live<PriceBook> prices)
    {
        var book = prices.Current;
        var key = keys.Find(context.Caller().KeyId);
        var models = catalog.List(key).SelectMany(m => new[] { m.Name, m.Deployment }).ToHashSet(StringComparer.Ordinal);
        var isNarrow = key is { Models.Count: > 0 };
        var own = book.Entries.Where(e => e.Source != PriceSource.Seeded && e.Contract.Length == 0).Select(e => e.Model).ToHashSet(StringComparer.Ordinal);
        var seen = book.Prices.Where(p => models.Contains(p.Key) || (!isNarrow && own.Contains(p.Key))).OrderBy(p => p.Key, StringComparer.Ordinal);
        return ApiBody.Ok(new BookView(book.Version, [.. seen.Select(p => PriceView.From(p.Key, p.Value))]), PriceJson.Default.BookView);
    }

    private static async Task<IResult> EntriesAsync(HttpContext context, PriceStore store, Live<PriceBook> prices, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        if (!ApiQuery.Read(context, "model", "source").Try(out var query, out var problem))
        {
            return problem.ToHttp();
        }

        PriceSource? source = null;
        if (query.Text("source") is { } word)
        {
            if (!Enum.TryParse<PriceSource>(word, ignoreCase: true, out var known) || char.IsAsciiDigit(word[0]))
            {
                return Problem.Invalid($"'{word}' is not a source. Use seeded, imported, configured or edited.", "source").ToHttp();
            }

            source = known;
        }

        var stored = (await store.ListAsync(cancellationToken)).ToLookup(s => (s.Entry.Model, s.Entry.Contract, s.Entry.ValidFrom, s.Entry.Source));
        var book = prices.Current;
        var seen = book.Entries.Where(e =>
            (caller.IsOperator() || e.Contract.Length == 0 || e.Contract == $"org:{caller.Organization}")
            && (source is null || e.Source == source) && (query.Text("model") is not { } model || e.Model == model));
        var views = seen.Select(e => PriceView.From(e, caller.IsOperator() ? stored[(e.Model, e.Contract, e.ValidFrom, e.Source)].FirstOrDefault() : null));
        return ApiBody.Ok(new BookView(book.Version, [.. views]), PriceJson.Default.BookView);
    }
}
