using System.Buffers;
using System.Text.Json;
using Strata.Dialects.Json;

namespace Strata.Dialects.Gemini;

/// <summary>Writes <c>models</c> and <c>models/M</c>.</summary>
public static class GeminiModelWriter
{
    /// <summary>Writes the list, in one page.</summary>
    public static void WriteList(IEnumerable<GeminiModel> models, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        json.WriteStartArray("models"u8);
        foreach (var model in models)
        {
            Write(json, model);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes one model.</summary>
    public static void Write(GeminiModel model, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        Write(json, model);
    }

    private static void Write(Utf8JsonWriter json, GeminiModel model)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, "models/" + model.Name);
        json.WriteString("baseModelId"u8, model.Name);
        json.WriteString("version"u8, "001"u8);
        json.WriteString("displayName"u8, model.Name);
        json.WriteSaid("inputTokenLimit", model.ContextTokens);
        json.WriteSaid("outputTokenLimit", model.OutputTokensMax);
        json.WriteStartArray("supportedGenerationMethods"u8);
        foreach (var method in model.Methods)
        {
            json.WriteStringValue(method);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
