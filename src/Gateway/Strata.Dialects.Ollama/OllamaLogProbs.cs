using System.Text.Json;

namespace Strata.Dialects.Ollama;

/// <summary>Ollama's <c>logprobs</c> is the list that OpenAI's shape has under <c>content</c>.</summary>
internal static class OllamaLogProbs
{
    public static void Write(Utf8JsonWriter json, ReadOnlyMemory<byte> logProbs)
    {
        if (logProbs.IsEmpty)
        {
            return;
        }

        using var document = JsonDocument.Parse(logProbs);
        if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("content", out var content))
        {
            json.WritePropertyName("logprobs"u8);
            content.WriteTo(json);
        }
    }
}
