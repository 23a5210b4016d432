namespace Strata.Ledger.Pricing;

/// <summary>One line of the price book.</summary>
public sealed record PriceEntry
{
    /// <summary>What is priced: a deployment (<c>upstream/model</c>), a name as callers ask for it, or <c>kind/model</c> for every upstream of a kind.</summary>
    public required string Model { get; init; }

    /// <summary>Whose price it is: empty for everybody, <c>org:ID</c> for an organisation, <c>credential:NAME</c> for a provider credential.</summary>
    public string Contract { get; init; } = "";

    /// <summary>From when on it holds, until the next entry of the same model, contract and source.</summary>
    public DateTimeOffset ValidFrom { get; init; }

    /// <summary>Where it comes from.</summary>
    public PriceSource Source { get; init; } = PriceSource.Configured;

    /// <summary>The prices.</summary>
    public required PriceOptions Prices { get; init; }
}
