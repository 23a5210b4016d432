using Strata.Core.Results;
using Strata.Core.Tenancy;
using Strata.Ledger.Pricing;

namespace Strata.Console.Data;

/// <summary>The price book. The gateway answers; tests answer from a list.</summary>
internal interface IPriceBookDesk
{
    /// <summary>The version that rows are stamped with.</summary>
    string Version { get; }

    /// <summary>Whether prices can be edited here.</summary>
    bool CanEdit { get; }

    /// <summary>The entries that hold for a caller: everybody's, those of the own organisation, and for administrators those of provider credentials.</summary>
    IReadOnlyList<PriceEntry> Entries(Caller caller);

    /// <summary>Sets the price of a model for the caller's organisation, from a time on.</summary>
    ValueTask<Result<Done>> SetAsync(Caller by, string model, DateTimeOffset from, PriceOptions prices, CancellationToken cancellationToken);
}
