using Strata.Core.Usage;

namespace Strata.Ledger.Storage;

/// <summary>The eleven columns of a <see cref="TokenUsage"/>, the same in every table that has them.</summary>
internal static class UsageColumns
{
    /// <summary>Their names in order.</summary>
    public static readonly IReadOnlyList<string> Tokens =
    [
        "input_tokens", "cached_input_tokens", "cache_write_tokens", "cache_write_long_tokens", "audio_input_tokens", "image_input_tokens",
        "output_tokens", "reasoning_tokens", "audio_output_tokens", "image_output_tokens", "tool_calls",
    ];

    /// <summary>The columns of an item that has a usage.</summary>
    public static IReadOnlyList<Column<T>> Of<T>(Func<T, TokenUsage> usage) =>
    [
        Column<T>.Number(Tokens[0], item => usage(item).Input),
        Column<T>.Number(Tokens[1], item => usage(item).CachedInput),
        Column<T>.Number(Tokens[2], item => usage(item).CacheWrite),
        Column<T>.Number(Tokens[3], item => usage(item).CacheWriteLong),
        Column<T>.Number(Tokens[4], item => usage(item).AudioInput),
        Column<T>.Number(Tokens[5], item => usage(item).ImageInput),
        Column<T>.Number(Tokens[6], item => usage(item).Output),
        Column<T>.Number(Tokens[7], item => usage(item).Reasoning),
        Column<T>.Number(Tokens[8], item => usage(item).AudioOutput),
        Column<T>.Number(Tokens[9], item => usage(item).ImageOutput),
        Column<T>.Number(Tokens[10], item => usage(item).ToolCalls),
    ];
}
