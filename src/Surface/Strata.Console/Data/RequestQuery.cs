namespace Strata.Console.Data;

/// <summary>Which requests of a project are wanted.</summary>
public sealed record RequestQuery
{
    /// <summary>The project; null is every project of the organisation, which then must be named.</summary>
    public required string? Project { get; init; }

    /// <summary>Only of this organisation; null where the project is the caller's own.</summary>
    public string? Organization { get; init; }

    /// <summary>Only of this key.</summary>
    public string? KeyId { get; init; }

    /// <summary>Only of this model.</summary>
    public string? Model { get; init; }

    /// <summary>Only those that this provider answered.</summary>
    public string? Provider { get; init; }

    /// <summary>Only those that this deployment answered.</summary>
    public string? Deployment { get; init; }

    /// <summary>Only of this person.</summary>
    public string? User { get; init; }

    /// <summary>Only of this customer of the caller's.</summary>
    public string? EndUser { get; init; }

    /// <summary>Only with this label.</summary>
    public string? Tag { get; init; }

    /// <summary>Only through this surface.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Only those of which the answer cache did this.</summary>
    public string? Cache { get; init; }

    /// <summary>Only those that ended so.</summary>
    public RequestVerdict? Verdict { get; init; }

    /// <summary>Only those whose id, model or error holds this.</summary>
    public string? Text { get; init; }

    /// <summary>From this time on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Older than the request with this id.</summary>
    public string? Before { get; init; }

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = 50;
}
