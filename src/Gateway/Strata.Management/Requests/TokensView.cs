using Strata.Core.Usage;

namespace Strata.Management.Requests;

/// <summary>Tokens by class; the classes are disjoint.</summary>
internal sealed record TokensView(long Input, long CachedInput, long CacheWrite, long Output, long Reasoning, long Total)
{
    public static TokensView From(in TokenUsage usage) =>
        new(usage.Input, usage.CachedInput, usage.CacheWrite, usage.Output, usage.Reasoning, usage.Total);
}
