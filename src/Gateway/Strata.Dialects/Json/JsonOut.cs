using System.Buffers;
using System.Text.Json;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Json;

/// <summary>How JSON goes out: compact, text of any script unescaped, raw parts as they came in.</summary>
public static class JsonOut
{
    /// <summary>The writer's options.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = PlainEncoder.Instance, SkipValidation = true, MaxDepth = 1_000 };

    /// <summary>A writer of one object or of many, by <see cref="Utf8JsonWriter.Reset()"/>.</summary>
    public static Utf8JsonWriter Over(IBufferWriter<byte> output) => new(output, Options);

    /// <summary>Writes a member from raw JSON; nothing where it is empty.</summary>
    public static void WriteRaw(this Utf8JsonWriter json, string name, ReadOnlyMemory<byte> raw)
    {
        if (!raw.IsEmpty)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(raw.Span, skipInputValidation: true);
        }
    }

    /// <summary>Writes members as they came.</summary>
    public static void WriteCarries(this Utf8JsonWriter json, IReadOnlyList<Carry> carries)
    {
        for (var i = 0; i < carries.Count; i++)
        {
            json.WriteRaw(carries[i].Name, carries[i].Json);
        }
    }

    /// <summary>Writes a member where there is a value.</summary>
    public static void WriteSaid(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>Writes a member where there is a value.</summary>
    public static void WriteSaid(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    /// <summary>Writes a member where there is a value.</summary>
    public static void WriteSaid(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    /// <summary>Writes a member where there is a value.</summary>
    public static void WriteSaid(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
    }
}
