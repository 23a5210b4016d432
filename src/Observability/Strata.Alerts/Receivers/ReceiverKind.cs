namespace Strata.Alerts.Receivers;

/// <summary>How a receiver is told.</summary>
public enum ReceiverKind
{
    /// <summary>JSON of Alertmanager's webhook, version 4.</summary>
    Webhook,

    /// <summary>A message as Slack's incoming webhooks take it (Mattermost and Discord's Slack path too).</summary>
    Slack,

    /// <summary>PagerDuty's Events API v2.</summary>
    PagerDuty,

    /// <summary>A mail by SMTP.</summary>
    Email,
}
