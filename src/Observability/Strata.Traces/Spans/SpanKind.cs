namespace Strata.Traces.Spans;

/// <summary>The role of a span in a call; the numbers are OTLP's.</summary>
public enum SpanKind
{
    /// <summary>Not stated.</summary>
    Unspecified = 0,

    /// <summary>Work inside a process.</summary>
    Internal = 1,

    /// <summary>Answers a request.</summary>
    Server = 2,

    /// <summary>Makes a request.</summary>
    Client = 3,

    /// <summary>Puts a message into a queue.</summary>
    Producer = 4,

    /// <summary>Takes a message from a queue.</summary>
    Consumer = 5,
}
