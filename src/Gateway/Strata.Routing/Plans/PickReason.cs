namespace Strata.Routing.Plans;

/// <summary>Why a target was chosen.</summary>
public enum PickReason
{
    /// <summary>It was the only usable one.</summary>
    Only,

    /// <summary>The route's strategy.</summary>
    Strategy,

    /// <summary>The request's unit went there before.</summary>
    Sticky,

    /// <summary>The request continues what this deployment holds.</summary>
    Pinned,

    /// <summary>The canary's share.</summary>
    Canary,

    /// <summary>An arm of the experiment.</summary>
    Experiment,

    /// <summary>Its breaker's time is up, and this call finds out.</summary>
    Probe,

    /// <summary>Every target is shut, and none may be blacked out.</summary>
    LastTarget,

    /// <summary>Another credential of the same target, after the first was refused or limited.</summary>
    Rotation,

    /// <summary>Another target, after one failed.</summary>
    Failover,

    /// <summary>The same target again, after a wait.</summary>
    Retry,

    /// <summary>A chain for prompts that do not fit.</summary>
    ContextFallback,

    /// <summary>A chain for what a policy refused.</summary>
    PolicyFallback,

    /// <summary>Beside a slow first attempt.</summary>
    Hedge,

    /// <summary>To continue a stream that broke.</summary>
    Continuation,

    /// <summary>A copy whose answer nobody gets.</summary>
    Mirror,
}
