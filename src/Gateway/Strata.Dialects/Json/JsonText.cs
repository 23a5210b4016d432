using System.Text.Json;

namespace Strata.Dialects.Json;

/// <summary>Texts that are JSON, or become it.</summary>
internal static class JsonText
{
    /// <summary>A text as a JSON string.</summary>
    public static byte[] Quoted(string text) => [(byte)'"', .. JsonEncodedText.Encode(text, PlainEncoder.Instance).EncodedUtf8Bytes, (byte)'"'];

    /// <summary>Whether a text is a JSON object.</summary>
    public static bool IsObject(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith('{'))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = JsonLimits.DepthMax });
            return true;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return false; // ArgumentException: half a surrogate pair
        }
    }
}
