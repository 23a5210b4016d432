using System.Text.Json;

namespace Strata.Dialects.Json;

/// <summary>Texts that become JSON.</summary>
internal static class JsonText
{
    /// <summary>A text as a JSON string.</summary>
    public static byte[] Quoted(string text) => [(byte)'"', .. JsonEncodedText.Encode(text, PlainEncoder.Instance).EncodedUtf8Bytes, (byte)'"'];
}
