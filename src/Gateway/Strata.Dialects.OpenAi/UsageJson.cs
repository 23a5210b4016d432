using System.Text.Json;
using Strata.Core.Usage;
using Strata.Dialects.Json;

namespace Strata.Dialects.OpenAi;

/// <summary>The <c>usage</c> objects of chat and of Responses, read from a value and written from the disjoint classes.</summary>
internal static class UsageJson
{
    public static TokenUsage? Read(JsonValue value)
    {
        var json = new Utf8JsonReader(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value.Element), new JsonReaderOptions { MaxDepth = JsonLimits.DepthMax });
        json.Read();
        return UsageReader.Read(ref json, out _);
    }

    public static void WriteChat(Utf8JsonWriter json, in TokenUsage usage, decimal? cost = null)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, usage.Prompt);
        json.WriteNumber("completion_tokens"u8, usage.Completion);
        json.WriteNumber("total_tokens"u8, usage.Total);
        json.WriteStartObject("prompt_tokens_details"u8);
        WritePrompt(json, usage);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details"u8);
        WriteCompletion(json, usage);
        json.WriteEndObject();
        WriteCost(json, cost);
        json.WriteEndObject();
    }

    public static void WriteResponses(Utf8JsonWriter json, in TokenUsage usage, decimal? cost = null)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, usage.Prompt);
        json.WriteStartObject("input_tokens_details"u8);
        WritePrompt(json, usage);
        json.WriteEndObject();
        json.WriteNumber("output_tokens"u8, usage.Completion);
        json.WriteStartObject("output_tokens_details"u8);
        WriteCompletion(json, usage);
        json.WriteEndObject();
        json.WriteNumber("total_tokens"u8, usage.Total);
        WriteCost(json, cost);
        json.WriteEndObject();
    }

    private static void WritePrompt(Utf8JsonWriter json, in TokenUsage usage)
    {
        json.WriteNumber("cached_tokens"u8, usage.CachedInput);
        Some(json, "cache_write_tokens"u8, usage.CacheWrite + usage.CacheWriteLong);
        Some(json, "audio_tokens"u8, usage.AudioInput);
        Some(json, "image_tokens"u8, usage.ImageInput);
    }

    private static void WriteCompletion(Utf8JsonWriter json, in TokenUsage usage)
    {
        json.WriteNumber("reasoning_tokens"u8, usage.Reasoning);
        Some(json, "audio_tokens"u8, usage.AudioOutput);
        Some(json, "image_tokens"u8, usage.ImageOutput);
    }

    private static void Some(Utf8JsonWriter json, ReadOnlySpan<byte> name, long count)
    {
        if (count > 0)
        {
            json.WriteNumber(name, count);
        }
    }

    private static void WriteCost(Utf8JsonWriter json, decimal? cost)
    {
        if (cost is { } dollars)
        {
            json.WriteNumber("cost"u8, dollars);
        }
    }
}
