using System.Text.Json;
using Strata.Core.Usage;

namespace Strata.Dialects.Bedrock;

/// <summary>Writes <c>usage</c>.</summary>
internal static class UsageWriter
{
    /// <summary>Writes the member.</summary>
    public static void Write(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("inputTokens", usage.Input + usage.AudioInput + usage.ImageInput);
        json.WriteNumber("outputTokens", usage.Completion);
        json.WriteNumber("totalTokens", usage.Total);
        json.WriteNumber("cacheReadInputTokens", usage.CachedInput);
        json.WriteNumber("cacheWriteInputTokens", usage.CacheWrite + usage.CacheWriteLong);
        if (usage.CacheWriteLong > 0)
        {
            json.WriteStartArray("cacheDetails");
            Detail(json, "5m", usage.CacheWrite);
            Detail(json, "1h", usage.CacheWriteLong);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Detail(Utf8JsonWriter json, string ttl, long tokens)
    {
        json.WriteStartObject();
        json.WriteString("ttl", ttl);
        json.WriteNumber("inputTokens", tokens);
        json.WriteEndObject();
    }
}
