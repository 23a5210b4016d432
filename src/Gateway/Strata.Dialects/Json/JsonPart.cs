using System.Buffers;

namespace Strata.Dialects.Json;

/// <summary>Small objects made around raw values.</summary>
internal static class JsonPart
{
    /// <summary><c>{"name":value}</c></summary>
    public static byte[] Object(string name, ReadOnlySpan<byte> value)
    {
        var buffer = new ArrayBufferWriter<byte>(value.Length + name.Length + 8);
        using (var json = JsonOut.Over(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName(name);
            json.WriteRawValue(value, skipInputValidation: true);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A string.</summary>
    public static byte[] Text(string value)
    {
        var buffer = new ArrayBufferWriter<byte>(value.Length + 8);
        using (var json = JsonOut.Over(buffer))
        {
            json.WriteStringValue(value);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
