namespace Strata.Models.Gguf;

/// <summary>
/// A metadata value. <see cref="Data"/> is a boxed number, a bool, a string, or an array of exactly one of those types
/// (an array of arrays is <c>GgufValue[]</c>).
/// </summary>
/// <param name="Type">Its type.</param>
/// <param name="ElementType">Of an array, the type of its elements; else <paramref name="Type"/>.</param>
/// <param name="Data">The value.</param>
public sealed record GgufValue(GgufValueType Type, GgufValueType ElementType, object Data)
{
    /// <summary>A string.</summary>
    public static GgufValue Of(string value) => new(GgufValueType.String, GgufValueType.String, value);

    /// <summary>An unsigned 32-bit number, what most keys use.</summary>
    public static GgufValue Of(uint value) => new(GgufValueType.UInt32, GgufValueType.UInt32, value);

    /// <summary>A signed 32-bit number.</summary>
    public static GgufValue Of(int value) => new(GgufValueType.Int32, GgufValueType.Int32, value);

    /// <summary>An unsigned 16-bit number.</summary>
    public static GgufValue Of(ushort value) => new(GgufValueType.UInt16, GgufValueType.UInt16, value);

    /// <summary>A single-precision number.</summary>
    public static GgufValue Of(float value) => new(GgufValueType.Float32, GgufValueType.Float32, value);

    /// <summary>A truth value.</summary>
    public static GgufValue Of(bool value) => new(GgufValueType.Bool, GgufValueType.Bool, value);

    /// <summary>Strings.</summary>
    public static GgufValue Of(string[] values) => new(GgufValueType.Array, GgufValueType.String, values);

    /// <summary>Signed 32-bit numbers.</summary>
    public static GgufValue Of(int[] values) => new(GgufValueType.Array, GgufValueType.Int32, values);

    /// <summary>Single-precision numbers.</summary>
    public static GgufValue Of(float[] values) => new(GgufValueType.Array, GgufValueType.Float32, values);

    /// <summary>The type in words, for messages.</summary>
    public string TypeName => Type == GgufValueType.Array ? $"array of {ElementType}" : Type.ToString();
}
