using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Strata.Dialects.Json;

namespace Strata.Dialects.Ollama;

/// <summary>Writes the answers of <c>/api/tags</c>, <c>/api/ps</c>, <c>/api/show</c> and <c>/api/version</c>.</summary>
public static class OllamaModelWriter
{
    /// <summary>The models there are.</summary>
    public static void WriteTags(IEnumerable<OllamaModel> models, IBufferWriter<byte> output) => List(models, output, isLoaded: false);

    /// <summary>The models that are loaded.</summary>
    public static void WriteLoaded(IEnumerable<OllamaModel> models, IBufferWriter<byte> output) => List(models, output, isLoaded: true);

    /// <summary>The server's version, as clients compare it.</summary>
    public static void WriteVersion(string version, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        json.WriteString("version"u8, version);
        json.WriteEndObject();
    }

    /// <summary>One model.</summary>
    public static void WriteShow(OllamaModel model, IBufferWriter<byte> output)
    {
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        json.WriteSaid("license", model.License);
        json.WriteString("modelfile"u8, ""u8);
        json.WriteString("parameters"u8, ""u8);
        json.WriteString("template"u8, model.Template ?? "");
        Details(json, model);
        json.WriteStartObject("model_info"u8);
        var family = model.Family ?? "unknown";
        json.WriteString("general.architecture"u8, family);
        json.WriteSaid(family + ".context_length", model.ContextTokens);
        json.WriteSaid(family + ".embedding_length", (long?)model.EmbeddingDimensions);
        json.WriteEndObject();
        json.WriteStartArray("capabilities"u8);
        foreach (var capability in model.Capabilities)
        {
            json.WriteStringValue(capability);
        }

        json.WriteEndArray();
        json.WriteSaid("modified_at", Time(model.ModifiedAt));
        json.WriteEndObject();
    }

    /// <summary>The answer to a request that only loads a model (<c>done_reason</c> <c>load</c>) or unloads it.</summary>
    public static void WriteLoad(AnswerHead head, bool isChat, bool isUnload, IBufferWriter<byte> output)
    {
        var lines = new OllamaLineWriter(head, isChat);
        lines.Write(output, new OllamaContent("", "", [], []), json => lines.End(json, isUnload ? "unload" : "load", null, []));
    }

    private static void List(IEnumerable<OllamaModel> models, IBufferWriter<byte> output, bool isLoaded)
    {
        using var json = JsonOut.Over(output);
        json.WriteStartObject();
        json.WriteStartArray("models"u8);
        foreach (var model in models)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, model.Name);
            json.WriteString("model"u8, model.Name);
            json.WriteSaid("size", model.Bytes ?? 0);
            json.WriteString("digest"u8, model.Digest ?? "");
            Details(json, model);
            if (isLoaded)
            {
                json.WriteSaid("expires_at", Time(model.ExpiresAt));
                json.WriteNumber("size_vram"u8, model.AcceleratorBytes ?? 0);
                json.WriteSaid("context_length", model.ContextTokens);
            }
            else
            {
                json.WriteSaid("modified_at", Time(model.ModifiedAt));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Details(Utf8JsonWriter json, OllamaModel model)
    {
        json.WriteStartObject("details"u8);
        json.WriteString("parent_model"u8, ""u8);
        json.WriteString("format"u8, model.Format ?? "");
        json.WriteString("family"u8, model.Family ?? "");
        json.WriteStartArray("families"u8);
        if (model.Family is { } family)
        {
            json.WriteStringValue(family);
        }

        json.WriteEndArray();
        json.WriteString("parameter_size"u8, model.ParameterSize ?? "");
        json.WriteString("quantization_level"u8, model.Quantization ?? "");
        json.WriteEndObject();
    }

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
