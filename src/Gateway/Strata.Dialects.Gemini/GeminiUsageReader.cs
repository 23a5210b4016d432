using System.Text.Json;
using Strata.Core.Usage;
using Strata.Dialects.Wire;

namespace Strata.Dialects.Gemini;

/// <summary>Reads <c>usageMetadata</c> in one pass, on the byte path and off it.</summary>
internal static class GeminiUsageReader
{
    /// <summary>Reads from an opening brace to its end; null where the value is no object.</summary>
    /// <param name="json">Stands on the value; afterwards on its end.</param>
    /// <param name="tier">The tier of service that is told beside the counts: Gemini's <c>serviceTier</c>, Vertex's <c>trafficType</c>; null where neither is.</param>
    public static TokenUsage? Read(ref Utf8JsonReader json, out string? tier)
    {
        tier = null;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return null;
        }

        long prompt = 0, cached = 0, toolPrompt = 0, answer = 0, thoughts = 0;
        (long Audio, long Image) promptModes = default, cacheModes = default, answerModes = default;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (Is(ref json, "promptTokenCount"u8, "prompt_token_count"u8))
            {
                prompt = Count(ref json);
            }
            else if (Is(ref json, "cachedContentTokenCount"u8, "cached_content_token_count"u8))
            {
                cached = Count(ref json);
            }
            else if (Is(ref json, "toolUsePromptTokenCount"u8, "tool_use_prompt_token_count"u8))
            {
                toolPrompt = Count(ref json);
            }
            else if (Is(ref json, "candidatesTokenCount"u8, "candidates_token_count"u8) || json.ValueTextEquals("responseTokenCount"u8))
            {
                answer = Count(ref json);
            }
            else if (Is(ref json, "thoughtsTokenCount"u8, "thoughts_token_count"u8))
            {
                thoughts = Count(ref json);
            }
            else if (Is(ref json, "promptTokensDetails"u8, "prompt_tokens_details"u8))
            {
                promptModes = Modes(ref json);
            }
            else if (Is(ref json, "cacheTokensDetails"u8, "cache_tokens_details"u8))
            {
                cacheModes = Modes(ref json);
            }
            else if (Is(ref json, "candidatesTokensDetails"u8, "candidates_tokens_details"u8))
            {
                answerModes = Modes(ref json);
            }
            else if (Is(ref json, "serviceTier"u8, "service_tier"u8) || Is(ref json, "trafficType"u8, "traffic_type"u8))
            {
                json.Read();
                tier = Tier(ServiceTiers.Read(ref json)) ?? tier;
            }
            else
            {
                json.Skip();
            }
        }

        return GeminiUsage.Of(prompt, cached, toolPrompt, answer, thoughts, (promptModes.Audio, cacheModes.Audio, answerModes.Audio, answerModes.Image));
    }

    /// <summary>In the words of the price book; on demand, as most traffic of Vertex is, is the usual tier.</summary>
    private static string? Tier(string? word) => word switch
    {
        null or "" or "TRAFFIC_TYPE_UNSPECIFIED" or "unspecified" => null,
        "ON_DEMAND" => "standard",
        "ON_DEMAND_FLEX" => "flex",
        "ON_DEMAND_PRIORITY" => "priority",
        _ => word.ToLowerInvariant(),
    };

    private static bool Is(ref Utf8JsonReader json, ReadOnlySpan<byte> camel, ReadOnlySpan<byte> snake) => json.ValueTextEquals(camel) || json.ValueTextEquals(snake);

    /// <summary>A count is never negative, and a sum of all counts stays within 64 bits.</summary>
    private static long Count(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var count))
        {
            return Math.Clamp(count, 0, 1L << 53);
        }

        json.Skip();
        return 0;
    }

    private static (long Audio, long Image) Modes(ref Utf8JsonReader json)
    {
        (long Audio, long Image) modes = default;
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return modes;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.StartObject)
            {
                json.Skip();
                continue;
            }

            var isAudio = false;
            var isImage = false;
            var count = 0L;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("modality"u8))
                {
                    json.Read();
                    isAudio = json.TokenType == JsonTokenType.String && json.ValueTextEquals("AUDIO"u8);
                    isImage = json.TokenType == JsonTokenType.String && json.ValueTextEquals("IMAGE"u8);
                    json.Skip();
                }
                else if (Is(ref json, "tokenCount"u8, "token_count"u8))
                {
                    count = Count(ref json);
                }
                else
                {
                    json.Skip();
                }
            }

            modes = (modes.Audio + (isAudio ? count : 0), modes.Image + (isImage ? count : 0));
        }

        return modes;
    }
}
