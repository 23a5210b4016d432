namespace Strata.Management.Requests;

/// <summary>Which requests are priced anew, by the book in force.</summary>
internal sealed record RepricingBody
{
    /// <summary>The job's name. A second run of the same name goes on where the first one stopped, and changes nothing twice.</summary>
    public string? Job { get; init; }

    /// <summary>Whether nothing is written; without it, true.</summary>
    public bool? DryRun { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public string? Model { get; init; }

    public string? Deployment { get; init; }

    /// <summary>Only requests whose cost is unknown.</summary>
    public bool UnpricedOnly { get; init; }
}
