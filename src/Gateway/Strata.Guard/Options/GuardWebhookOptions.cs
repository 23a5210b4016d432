namespace Strata.Guard.Options;

/// <summary>A server of one's own that rules ask as <c>webhook:NAME</c>.</summary>
public sealed record GuardWebhookOptions
{
    /// <summary>Where it is asked, by POST.</summary>
    public required Uri Url { get; init; }

    /// <summary>Sent as a bearer token; null sends none.</summary>
    public string? Key { get; init; }
}
