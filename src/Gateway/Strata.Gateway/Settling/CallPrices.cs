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

    /// <summary>The cost of a usage by an attempt; null where there is no price.</summary>
    public static long? Cost(PriceBook by, Call call, AttemptRecord attempt, in TokenUsage usage) =>
        by.Cost(Question(call, attempt.Deployment, attempt.PublicName, attempt.Credential), usage, "")?.TotalNanos;
}
