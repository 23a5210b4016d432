namespace Strata.Alerts.States;

/// <summary>Where an alert stands.</summary>
public enum AlertPhase
{
    /// <summary>True, but not yet for as long as its rule asks.</summary>
    Pending,

    /// <summary>Firing.</summary>
    Firing,

    /// <summary>It fired and is over; kept until everybody heard of it.</summary>
    Resolved,
}
