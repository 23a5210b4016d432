namespace Strata.Gateway.Calls;

/// <summary>A failure that is rehearsed.</summary>
internal enum InjectionKind
{
    /// <summary>No connection.</summary>
    ConnectError,

    /// <summary>A status in place of an answer.</summary>
    Status,

    /// <summary>Nothing comes.</summary>
    Stall,

    /// <summary>The stream breaks after some content.</summary>
    CutAfter,
}
