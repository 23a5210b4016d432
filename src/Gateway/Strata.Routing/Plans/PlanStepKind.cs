namespace Strata.Routing.Plans;

/// <summary>What to do next.</summary>
public enum PlanStepKind
{
    /// <summary>Make an attempt.</summary>
    Try,

    /// <summary>Wait, then ask again.</summary>
    Wait,

    /// <summary>Make no further attempt.</summary>
    Stop,
}
