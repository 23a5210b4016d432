namespace Strata.Alerts.Rules;

/// <summary>What is done to the key of a runaway.</summary>
public enum KillAction
{
    /// <summary>Nothing but the alert.</summary>
    None,

    /// <summary>Its requests are refused until somebody releases it.</summary>
    Suspend,

    /// <summary>Its requests a minute are cut until somebody releases it.</summary>
    Cut,
}
