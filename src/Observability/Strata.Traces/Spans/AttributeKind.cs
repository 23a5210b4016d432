namespace Strata.Traces.Spans;

/// <summary>The type of an attribute's value; the numbers are those of <see cref="AttributeList"/>'s bytes.</summary>
public enum AttributeKind
{
    /// <summary>No value.</summary>
    Empty = 0,

    /// <summary>Text.</summary>
    Text = 1,

    /// <summary>A whole number.</summary>
    Integer = 2,

    /// <summary>A decimal number.</summary>
    Number = 3,

    /// <summary>False.</summary>
    False = 4,

    /// <summary>True.</summary>
    True = 5,

    /// <summary>Bytes.</summary>
    Bytes = 6,

    /// <summary>Values in order.</summary>
    Array = 7,

    /// <summary>Keys with values.</summary>
    Map = 8,
}
