using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Strata.Dialects.Json;

/// <summary>JSON that passes through as it was written.</summary>
internal static class RawJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonLimits.DepthMax };

    /// <summary>A value's bytes, copied out of its document.</summary>
    public static byte[] Copy(JsonElement element) => JsonMarshal.GetRawUtf8Value(element).ToArray();

    /// <summary>A value's bytes as a text.</summary>
    public static string Text(JsonElement element) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element));

    /// <summary>Writes a value as it was written.</summary>
    public static void Write(Utf8JsonWriter json, ReadOnlyMemory<byte> value) => json.WriteRawValue(value.Span, skipInputValidation: true);

    /// <summary>The value in one line, as frames that end at a line break need it.</summary>
    public static ReadOnlyMemory<byte> OneLine(ReadOnlyMemory<byte> value) => Json.OneLine.Of(value);

    /// <summary>Whether a text is one JSON object, and so can stand where a dialect wants one.</summary>
    public static bool IsObject(string text)
    {
        if (!text.AsSpan().TrimStart(" \t\r\n").StartsWith('{'))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return false; // not JSON, or half a surrogate pair
        }
    }
}
