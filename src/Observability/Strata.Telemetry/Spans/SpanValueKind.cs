namespace Strata.Telemetry.Spans;

/// <summary>How an attribute's text is to be read.</summary>
public enum SpanValueKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,
}
