using Strata.Core.Usage;

namespace Strata.Dialects.OpenAi;

/// <summary>The counts of a <c>usage</c> object as the dialect nests them: sums, and parts that the sums include.</summary>
internal struct UsageCounts()
{
    public bool IsGood = true;
    public long Prompt;
    public long Completion;
    public long Cached;
    public long CacheWrite;
    public long AudioInput;
    public long ImageInput;
    public long Reasoning;
    public long AudioOutput;
    public long ImageOutput;
    public decimal? Cost;

    /// <summary>The same as disjoint classes. A part that is larger than what is left of its sum is cut to it, so that the sums stay the provider's.</summary>
    public readonly TokenUsage ToUsage()
    {
        var prompt = Prompt;
        var completion = Completion;
        return new TokenUsage
        {
            CachedInput = Take(ref prompt, Cached),
            CacheWrite = Take(ref prompt, CacheWrite),
            AudioInput = Take(ref prompt, AudioInput),
            ImageInput = Take(ref prompt, ImageInput),
            Input = prompt,
            Reasoning = Take(ref completion, Reasoning),
            AudioOutput = Take(ref completion, AudioOutput),
            ImageOutput = Take(ref completion, ImageOutput),
            Output = completion,
        };
    }

    private static long Take(ref long left, long part)
    {
        var taken = Math.Min(left, part);
        left -= taken;
        return taken;
    }
}
