namespace Strata.Routing.Policies;

/// <summary>How one of several healthy targets of the same priority is chosen.</summary>
public enum RouteStrategy
{
    /// <summary>By chance, by their weights.</summary>
    Weighted,

    /// <summary>The first one listed.</summary>
    Priority,

    /// <summary>The least time to the first content, counting what runs there.</summary>
    Latency,

    /// <summary>The least price of this request, as caches and answers have been lately.</summary>
    Cost,

    /// <summary>The most left of the provider's limits and of the own bound of parallel calls.</summary>
    Headroom,

    /// <summary>Own engines: the most of the prompt in its cache, the least waiting before it.</summary>
    Affinity,
}
