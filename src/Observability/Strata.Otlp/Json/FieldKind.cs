namespace Strata.Otlp.Json;

/// <summary>How a JSON value is said in Protocol Buffers.</summary>
internal enum FieldKind : byte
{
    /// <summary>A message of its own.</summary>
    Message,

    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>Bytes, in hexadecimal: trace and span ids alone.</summary>
    Hex,

    /// <summary>Bytes, in base64.</summary>
    Base64,

    /// <summary>A whole number as a varint; a negative one in ten bytes.</summary>
    Whole,

    /// <summary>An enumeration: whole numbers alone, names are refused.</summary>
    Enumeration,

    /// <summary>A whole number, zigzagged.</summary>
    Zigzag,

    /// <summary>Eight bytes; signed or not.</summary>
    Fixed64,

    /// <summary>Four bytes.</summary>
    Fixed32,

    /// <summary>A double; the words NaN, Infinity and -Infinity as texts.</summary>
    Double,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,
}
