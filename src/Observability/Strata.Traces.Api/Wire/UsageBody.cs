using Strata.Core.Usage;

namespace Strata.Traces.Api.Wire;

/// <summary>Tokens by disjoint classes: cached ones are not in input, reasoning is not in output.</summary>
public sealed record UsageBody(long Input, long CachedInput, long CacheWrite, long Output, long Reasoning, long Prompt, long Completion, long Total)
{
    /// <summary>The tokens of a span or a sum; null where there are none.</summary>
    public static UsageBody? Of(TokenUsage usage) => usage.Total == 0 ? null
        : new(usage.Input, usage.CachedInput, usage.CacheWrite + usage.CacheWriteLong, usage.Output, usage.Reasoning, usage.Prompt, usage.Completion, usage.Total);
}
