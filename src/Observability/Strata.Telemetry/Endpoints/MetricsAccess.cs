namespace Strata.Telemetry.Endpoints;

/// <summary>Who may scrape the metrics without a key. They name projects and models, but carry no text.</summary>
public enum MetricsAccess
{
    /// <summary>Callers on this machine; others need a key that may read.</summary>
    Loopback,

    /// <summary>Anyone who reaches the port.</summary>
    Anyone,

    /// <summary>Nobody: a key that may read is needed.</summary>
    Key,
}
