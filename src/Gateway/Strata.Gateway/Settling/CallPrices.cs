using Strata.Core.Configuration;
using Strata.Core.Usage;
using Strata.Gateway.Calls;
using Strata.Ledger.Pricing;

namespace Strata.Gateway.Settling;

/// <summary>What calls cost by the book in force: one question for reservations, running streams and rows, with contract, date and public name.</summary>
internal sealed class CallPrices(Live<PriceBook> book)
{
    public PriceBook Book => book.Current;

    /// <summary>The question of one attempt.</summary>
    public static PriceQuestion Question(Call call, string deployment, string publicName, string credential) =>
        new(deployment, call.Model, call.At) { Public = publicName, Organization = call.Caller.Organization, Credential = credential };

    /// <summary>The cost of a usage by an attempt at a tier of service; null where there is no price.</summary>
    public static long? Cost(PriceBook by, Call call, AttemptRecord attempt, in TokenUsage usage, string tier) =>
        by.Cost(Question(call, attempt), usage, tier)?.TotalNanos;

    /// <summary>Whether the book has a price for the attempt, but none of its own for this tier.</summary>
    public static bool LacksTier(PriceBook by, Call call, AttemptRecord attempt, string tier) =>
        by.Find(Question(call, attempt)) is { } sheet && sheet.For(default, tier) is null;

    /// <summary>The class of tokens that keeps an attempt unpriced although its deployment has a price; null where that is not the reason.</summary>
    public static string? LacksClass(PriceBook by, Call call, AttemptRecord attempt, string tier) =>
        by.Find(Question(call, attempt)) is { } sheet && (sheet.For(attempt.Usage, tier) ?? sheet.For(attempt.Usage, "")) is { } price ? PriceBook.Lacking(price, attempt.Usage) : null;

    private static PriceQuestion Question(Call call, AttemptRecord attempt) => Question(call, attempt.Deployment, attempt.PublicName, attempt.Credential);
}
