namespace Strata.Alerts.Rules;

/// <summary>What a rule watches.</summary>
public enum RuleKind
{
    /// <summary>A figure of traces or of a metric lies beyond a value.</summary>
    Threshold,

    /// <summary>Nothing came.</summary>
    Absence,

    /// <summary>An error budget is used up too fast, seen over a long window and a short one.</summary>
    BurnRate,

    /// <summary>A budget of money, tokens or requests is spent, or will be.</summary>
    Budget,

    /// <summary>A key, agent or session runs away: its spending rises, or it asks the same again and again.</summary>
    Runaway,
}
