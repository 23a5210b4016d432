using Strata.Core.Usage;

namespace Strata.Otlp.Dialects;

/// <summary>
/// Brings the counts of a span into disjoint classes. Conventions include cached tokens in the input and reasoning in the output;
/// where the parts are more than the whole, the sender's provider counts them besides it (Anthropic does) and nothing is taken off.
/// </summary>
internal static class TokenClasses
{
    public static TokenUsage Of(in TokenCounts counts)
    {
        var parts = counts.CacheRead + counts.CacheWrite + counts.CacheWriteLong + counts.AudioInput + counts.ImageInput;
        var fresh = counts.FreshInput ?? Rest(counts.Input ?? (counts.Output is null && counts.FreshOutput is null ? counts.Total : null) ?? 0, parts);
        return new TokenUsage
        {
            Input = fresh,
            CachedInput = counts.CacheRead,
            CacheWrite = counts.CacheWrite,
            CacheWriteLong = counts.CacheWriteLong,
            AudioInput = counts.AudioInput,
            ImageInput = counts.ImageInput,
            Output = counts.FreshOutput ?? Rest(counts.Output ?? 0, counts.Reasoning + counts.AudioOutput + counts.ImageOutput),
            Reasoning = counts.Reasoning,
            AudioOutput = counts.AudioOutput,
            ImageOutput = counts.ImageOutput,
        };
    }

    private static long Rest(long whole, long parts) => parts <= whole ? whole - parts : whole;
}
