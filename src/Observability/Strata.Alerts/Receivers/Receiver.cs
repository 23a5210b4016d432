namespace Strata.Alerts.Receivers;

/// <summary>Who is told of alerts.</summary>
public sealed record Receiver
{
    /// <summary>Its name within the project.</summary>
    public required string Name { get; init; }

    /// <summary>Whose; empty for one of the configuration, which serves all.</summary>
    public string Organization { get; init; } = "";

    /// <summary>The project; empty likewise.</summary>
    public string Project { get; init; } = "";

    /// <summary>How it is told.</summary>
    public required ReceiverKind Kind { get; init; }

    /// <summary>Where; null for mail.</summary>
    public Uri? Url { get; init; }

    /// <summary>Signs or routes; empty where there is none.</summary>
    public string Secret { get; init; } = "";

    /// <summary>The addresses of a mail.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>Whether it hears that an alert is over.</summary>
    public bool SendResolved { get; init; } = true;

    /// <summary>Whether whoever runs the installation wrote it down: such a one may stand in the private network.</summary>
    public bool IsConfigured => Organization.Length == 0;
}
