namespace Strata.Alerts.Switches;

/// <summary>Where a kill switch stands.</summary>
public enum SwitchState
{
    /// <summary>Decided, not yet in force: what a crash left behind is made good.</summary>
    Wanted,

    /// <summary>The key is suspended or cut.</summary>
    On,

    /// <summary>Somebody released it.</summary>
    Released,
}
