namespace Strata.Budgets.Rules;

/// <summary>What happens when a limit is reached.</summary>
public enum LimitMode
{
    /// <summary>The request is refused, a running stream is cut off.</summary>
    Strict,

    /// <summary>The request passes; an alert is raised and the answer says so.</summary>
    Soft,

    /// <summary>The request passes; it is only counted that it would have been refused.</summary>
    Shadow,
}
