namespace Strata.Routing.Routes;

/// <summary>Which list of targets a request is on.</summary>
internal enum RouteChain
{
    /// <summary>The rule's targets and its general fallbacks behind them.</summary>
    Main,

    /// <summary>Targets for prompts that did not fit.</summary>
    ContextWindow,

    /// <summary>Targets for what a policy refused.</summary>
    ContentPolicy,
}
