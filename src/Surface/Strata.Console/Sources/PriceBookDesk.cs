using Strata.Console.Data;
using Strata.Core.Configuration;
using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Identity.Audit;
using Strata.Ledger.Pricing;

namespace Strata.Console.Sources;

/// <summary>The book in force, and the store that edited prices go to where the gateway keeps one.</summary>
internal sealed class PriceBookDesk(Live<PriceBook> book, PriceStore? store, PriceKeeper? keeper, AuditLog audit) : IPriceBookDesk
{
    public string Version => book.Current.Version;

    public bool CanEdit => store is not null;

    public IReadOnlyList<PriceEntry> Entries(Caller caller) =>
        [.. book.Current.Entries.Where(e => e.Contract.Length == 0 || e.Contract == OwnContract(caller) || (caller.Is(Role.Admin) && e.Contract.StartsWith("credential:", StringComparison.Ordinal)))];

    public async ValueTask<Result<Done>> SetAsync(Caller by, string model, DateTimeOffset from, PriceOptions prices, CancellationToken cancellationToken)
    {
        if (store is null)
        {
            return Problem.Invalid("Prices are not edited here: set them in the configuration.");
        }

        var set = await store.PutAsync(new PriceEntry { Model = model, Contract = OwnContract(by), ValidFrom = from, Prices = prices }, by.KeyName, cancellationToken);
        if (set.IsOk)
        {
            await (keeper?.RefreshAsync(CancellationToken.None) ?? ValueTask.CompletedTask);
            await audit.AppendAsync(by, new AuditEntry("price.put", model, $"{PriceText.Write(prices)} {OwnContract(by)}"), cancellationToken);
        }

        return set;
    }

    /// <summary>Prices for everybody stand in the configuration: no tenant sets another's.</summary>
    private static string OwnContract(Caller caller) => "org:" + caller.Organization;
}
