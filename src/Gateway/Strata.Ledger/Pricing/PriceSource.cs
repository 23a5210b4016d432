namespace Strata.Ledger.Pricing;

/// <summary>Where a price comes from. Where several know a model, the highest wins.</summary>
public enum PriceSource
{
    /// <summary>Our own list of public prices.</summary>
    Seeded,

    /// <summary>A list that somebody imported.</summary>
    Imported,

    /// <summary><c>strata.yaml</c>.</summary>
    Configured,

    /// <summary>Edited in the console or through the API.</summary>
    Edited,
}
