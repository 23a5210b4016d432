using System.Text.Json;
using Strata.Core.Usage;

namespace Strata.Dialects.OpenAi;

/// <summary>
/// Reads a provider's <c>usage</c>, of chat (<c>prompt_tokens</c>) and of Responses (<c>input_tokens</c>). The dialect's prompt count
/// includes what a cache read or wrote and its completion count includes reasoning; ours are disjoint. Counts that are not whole
/// numbers from 0 to 10¹² make the object worthless: null.
/// </summary>
internal static class UsageReader
{
    private const long CountMax = 1_000_000_000_000;

    /// <summary>The reader stands on the value; afterwards on its end.</summary>
    /// <param name="json">The reader.</param>
    /// <param name="cost">What the provider says it cost; null where it says nothing.</param>
    public static TokenUsage? Read(ref Utf8JsonReader json, out decimal? cost)
    {
        cost = null;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return null;
        }

        var counts = new UsageCounts();
        ReadObject(ref json, ref counts);
        cost = counts.Cost;
        return counts.IsGood && counts.Prompt + counts.Completion > 0 ? counts.ToUsage() : null;
    }

    private static void ReadObject(ref Utf8JsonReader json, ref UsageCounts counts)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("prompt_tokens"u8) || json.ValueTextEquals("input_tokens"u8))
            {
                counts.Prompt = Count(ref json, ref counts);
            }
            else if (json.ValueTextEquals("completion_tokens"u8) || json.ValueTextEquals("output_tokens"u8))
            {
                counts.Completion = Count(ref json, ref counts);
            }
            else if (json.ValueTextEquals("prompt_tokens_details"u8) || json.ValueTextEquals("input_tokens_details"u8))
            {
                ReadDetails(ref json, ref counts, isPrompt: true);
            }
            else if (json.ValueTextEquals("completion_tokens_details"u8) || json.ValueTextEquals("output_tokens_details"u8))
            {
                ReadDetails(ref json, ref counts, isPrompt: false);
            }
            else if (json.ValueTextEquals("cost"u8))
            {
                json.Read();
                counts.Cost = json.TokenType == JsonTokenType.Number && json.TryGetDecimal(out var cost) && cost >= 0 ? cost : null;
                json.Skip();
            }
            else
            {
                Detail(ref json, ref counts, isPrompt: true);
            }
        }
    }

    private static void ReadDetails(ref Utf8JsonReader json, ref UsageCounts counts, bool isPrompt)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            Detail(ref json, ref counts, isPrompt);
        }
    }

    /// <summary>Counts of parts; servers of this dialect also put them beside the sums.</summary>
    private static void Detail(ref Utf8JsonReader json, ref UsageCounts counts, bool isPrompt)
    {
        if (json.ValueTextEquals("cached_tokens"u8) || json.ValueTextEquals("prompt_cache_hit_tokens"u8))
        {
            counts.Cached = Count(ref json, ref counts);
        }
        else if (json.ValueTextEquals("cache_write_tokens"u8))
        {
            counts.CacheWrite = Count(ref json, ref counts);
        }
        else if (json.ValueTextEquals("reasoning_tokens"u8))
        {
            counts.Reasoning = Count(ref json, ref counts);
        }
        else if (json.ValueTextEquals("audio_tokens"u8))
        {
            var audio = Count(ref json, ref counts);
            counts.AudioInput = isPrompt ? audio : counts.AudioInput;
            counts.AudioOutput = isPrompt ? counts.AudioOutput : audio;
        }
        else if (json.ValueTextEquals("image_tokens"u8))
        {
            var image = Count(ref json, ref counts);
            counts.ImageInput = isPrompt ? image : counts.ImageInput;
            counts.ImageOutput = isPrompt ? counts.ImageOutput : image;
        }
        else
        {
            json.Skip();
        }
    }

    private static long Count(ref Utf8JsonReader json, ref UsageCounts counts)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var count) && count is >= 0 and <= CountMax)
        {
            return count;
        }

        counts.IsGood &= json.TokenType == JsonTokenType.Null;
        json.Skip();
        return 0;
    }
}
