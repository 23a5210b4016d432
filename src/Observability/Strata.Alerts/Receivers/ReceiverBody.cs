namespace Strata.Alerts.Receivers;

/// <summary>A receiver as it is written.</summary>
public sealed record ReceiverBody
{
    /// <summary><c>webhook</c>, <c>slack</c>, <c>pagerduty</c> or <c>email</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Where it is told; PagerDuty's own address when absent.</summary>
    public string? Url { get; init; }

    /// <summary>A secret that signs each message of a webhook, or PagerDuty's routing key. Never shown.</summary>
    public string? Secret { get; init; }

    /// <summary>The addresses of a mail.</summary>
    public IReadOnlyList<string>? To { get; init; }

    /// <summary>Whether it also hears that an alert is over; yes when absent.</summary>
    public bool? SendResolved { get; init; }
}
