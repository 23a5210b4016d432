using System.Text.Json;
using Strata.Core.Usage;

namespace Strata.Gateway.Dialects.OpenAi;

/// <summary>
/// Reads a provider's <c>usage</c>. The dialect's prompt count includes what a cache read or wrote and its completion count
/// includes reasoning; ours are disjoint. Counts that are not whole numbers from 0 to 10¹² make the object worthless: null.
/// </summary>
internal static class UsageReader
{
    private const long CountMax = 1_000_000_000_000;

    /// <summary>The reader stands on the value; afterwards on its end.</summary>
    public static TokenUsage? Read(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return null;
        }

        var counts = new Counts();
        ReadObject(ref json, ref counts);
        return counts.IsGood && counts.Prompt + counts.Completion > 0 ? counts.ToUsage() : null;
    }

    private static void ReadObject(ref Utf8JsonReader json, ref Counts counts)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("prompt_tokens"u8))
            {
                counts.Prompt = Count(ref json, ref counts);
            }
            else if (json.ValueTextEquals("completion_tokens"u8))
            {
                counts.Completion = Count(ref json, ref counts);
            }
            else if (json.ValueTextEquals("cached_tokens"u8))
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
            else if (json.ValueTextEquals("prompt_tokens_details"u8) || json.ValueTextEquals("completion_tokens_details"u8))
            {
                json.Read();
                if (json.TokenType == JsonTokenType.StartObject)
                {
                    ReadObject(ref json, ref counts);
                }
            }
            else
            {
                json.Skip();
            }
        }
    }

    private static long Count(ref Utf8JsonReader json, ref Counts counts)
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

    private struct Counts()
    {
        public bool IsGood = true;
        public long Prompt;
        public long Completion;
        public long Cached;
        public long CacheWrite;
        public long Reasoning;

        public readonly TokenUsage ToUsage()
        {
            var cached = Math.Min(Cached, Prompt);
            var write = Math.Min(CacheWrite, Prompt - cached);
            var reasoning = Math.Min(Reasoning, Completion);
            return new TokenUsage { Input = Prompt - cached - write, CachedInput = cached, CacheWrite = write, Output = Completion - reasoning, Reasoning = reasoning };
        }
    }
}
