using System.Text.Json;
using Strata.Core.Usage;
using Strata.Dialects.Json;

namespace Strata.Dialects.Bedrock;

/// <summary>
/// Reads <c>usage</c>. <c>inputTokens</c> leaves out what a cache read or wrote, unless <c>totalTokens</c> says that it holds it. Counts
/// that are no whole numbers from 0 to 10¹² make the object worthless: null.
/// </summary>
internal static class UsageReader
{
    private const long CountMax = 1_000_000_000_000;

    /// <summary>The tokens by class; null where nothing, or nothing believable, was told.</summary>
    public static TokenUsage? Read(ObjectReader? usage)
    {
        if (usage is null || !Try(usage, "inputTokens", out var input) || !Try(usage, "outputTokens", out var output) || !Try(usage, "totalTokens", out var total)
            || !Try(usage, "cacheReadInputTokens", out var read) || !Try(usage, "cacheWriteInputTokens", out var write) || !TryLong(usage, out var longWrite))
        {
            return null;
        }

        if (read + write > 0 && total == input + output && input >= read + write)
        {
            input -= read + write;
        }

        longWrite = Math.Min(longWrite, write);
        return input + output + read + write == 0
            ? null
            : new TokenUsage { Input = input, CachedInput = read, CacheWrite = write - longWrite, CacheWriteLong = longWrite, Output = output };
    }

    private static bool TryLong(ObjectReader usage, out long sum)
    {
        sum = 0;
        foreach (var detail in usage.Objects("cacheDetails", 16))
        {
            var isLong = detail.Text("ttl") == "1h";
            if (!Try(detail, "inputTokens", out var tokens))
            {
                return false;
            }

            sum += isLong ? tokens : 0;
        }

        return true;
    }

    private static bool Try(ObjectReader owner, string name, out long count)
    {
        count = 0;
        return owner.Take(name) is not { } value
            || (value.Kind == JsonValueKind.Number && value.Element.TryGetInt64(out count) && count is >= 0 and <= CountMax);
    }
}
