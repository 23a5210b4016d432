using System.Text.Json;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi.Responses;

/// <summary>Probabilities of tokens: chat wraps the list that Responses has bare.</summary>
internal static class Probabilities
{
    /// <summary>The bare list; empty where the value is not in the shape of chat.</summary>
    public static ReadOnlyMemory<byte> Tokens(ReadOnlyMemory<byte> wrapped)
    {
        if (wrapped.IsEmpty)
        {
            return default;
        }

        using var document = JsonDocument.Parse(wrapped, new JsonDocumentOptions { MaxDepth = 2 * JsonLimits.DepthMax });
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Array
            ? System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(content).ToArray()
            : default(ReadOnlyMemory<byte>);
    }
}
