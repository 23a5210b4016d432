namespace Strata.Models.Gguf;

/// <summary>The type of a metadata value; the numbers are the file's.</summary>
public enum GgufValueType
{
    /// <summary>Unsigned, 8 bits.</summary>
    UInt8 = 0,

    /// <summary>Signed, 8 bits.</summary>
    Int8 = 1,

    /// <summary>Unsigned, 16 bits.</summary>
    UInt16 = 2,

    /// <summary>Signed, 16 bits.</summary>
    Int16 = 3,

    /// <summary>Unsigned, 32 bits.</summary>
    UInt32 = 4,

    /// <summary>Signed, 32 bits.</summary>
    Int32 = 5,

    /// <summary>Single precision.</summary>
    Float32 = 6,

    /// <summary>One byte, 0 or 1.</summary>
    Bool = 7,

    /// <summary>Length and UTF-8 bytes.</summary>
    String = 8,

    /// <summary>Elements of one type.</summary>
    Array = 9,

    /// <summary>Unsigned, 64 bits.</summary>
    UInt64 = 10,

    /// <summary>Signed, 64 bits.</summary>
    Int64 = 11,

    /// <summary>Double precision.</summary>
    Float64 = 12,
}
