using System.Text.Json;
using Strata.Core.Usage;
using Strata.Dialects.Translation;
using Strata.Dialects.Canonical;

namespace Strata.Dialects.Anthropic;

/// <summary>Writes <c>usage</c>: <c>input_tokens</c> leaves out what a cache read or wrote, <c>output_tokens</c> holds everything that was made.</summary>
internal static class UsageWriter
{
    /// <summary>Writes the member.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="usage">The tokens.</param>
    /// <param name="extra">What the provider's own usage said besides; carried under <c>usage.</c>.</param>
    /// <param name="tier">The tier that served it.</param>
    /// <param name="cost">Its cost in dollars, where told.</param>
    public static void Write(Utf8JsonWriter json, TokenUsage usage, IReadOnlyList<Carry> extra, string? tier, decimal? cost)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", usage.Input + usage.AudioInput + usage.ImageInput);
        json.WriteNumber("cache_creation_input_tokens", usage.CacheWrite + usage.CacheWriteLong);
        json.WriteNumber("cache_read_input_tokens", usage.CachedInput);
        json.WriteStartObject("cache_creation");
        json.WriteNumber("ephemeral_5m_input_tokens", usage.CacheWrite);
        json.WriteNumber("ephemeral_1h_input_tokens", usage.CacheWriteLong);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", usage.Completion);
        if (usage.Reasoning > 0)
        {
            json.WriteStartObject("output_tokens_details");
            json.WriteNumber("thinking_tokens", usage.Reasoning);
            json.WriteEndObject();
        }

        if (tier is not null)
        {
            json.WriteString("service_tier", tier);
        }

        if (cost is { } dollars)
        {
            json.WriteNumber("cost", dollars);
        }

        BlockParts.Extra(json, cost is null ? extra : [.. extra.Where(carry => carry.Name != "usage.cost")], "usage");
        json.WriteEndObject();
    }
}
