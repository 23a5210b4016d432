namespace Strata.Traces.Spans;

/// <summary>Where in a call a message stood.</summary>
public enum MessageSlot
{
    /// <summary>Instructions above the conversation.</summary>
    System = 0,

    /// <summary>What went in.</summary>
    Input = 1,

    /// <summary>What came out.</summary>
    Output = 2,

    /// <summary>Definitions of tools that were offered.</summary>
    Tools = 3,
}
