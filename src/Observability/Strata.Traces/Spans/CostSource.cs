namespace Strata.Traces.Spans;

/// <summary>Where the price of a span comes from, best first after <see cref="None"/>.</summary>
public enum CostSource
{
    /// <summary>There is no price: a span with usage and no price is "unpriced", not free.</summary>
    None = 0,

    /// <summary>The provider stated it.</summary>
    Provider = 1,

    /// <summary>Our gateway priced the request it carried.</summary>
    Gateway = 2,

    /// <summary>An attribute of the span stated it.</summary>
    Attribute = 3,

    /// <summary>Computed at ingest from usage and the price book.</summary>
    Computed = 4,

    /// <summary>Computed from estimated tokens.</summary>
    Estimated = 5,
}
