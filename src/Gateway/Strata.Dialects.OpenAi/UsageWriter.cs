using System.Text.Json;
using Strata.Core.Usage;

namespace Strata.Dialects.OpenAi;

/// <summary>Writes the object <c>usage</c>. Its <c>prompt_tokens</c> include what a cache answered, as the dialect has it.</summary>
public static class UsageWriter
{
    /// <summary>Writes the member <c>usage</c> into the object that stands open.</summary>
    public static void Write(Utf8JsonWriter json, in TokenUsage usage)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, usage.Prompt);
        json.WriteNumber("completion_tokens"u8, usage.Completion);
        json.WriteNumber("total_tokens"u8, usage.Total);
        json.WriteStartObject("prompt_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, usage.CachedInput);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, usage.Reasoning);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
