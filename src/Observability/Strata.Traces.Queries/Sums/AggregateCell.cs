using Strata.Core.Usage;
using Strata.Traces.Columns;
using Strata.Traces.Rollups;

namespace Strata.Traces.Queries.Sums;

/// <summary>Sums of some spans. Counts and sums are exact, quantiles within 1.6 %.</summary>
public sealed class AggregateCell
{
    private readonly long[] sums = new long[CubeSpec.Sums.Length];
    private readonly Quantiles?[] quantiles = new Quantiles?[CubeSpec.Measures];

    /// <summary>Spans.</summary>
    public long Spans { get; internal set; }

    /// <summary>Spans that failed.</summary>
    public long Errors { get; internal set; }

    /// <summary>Spans with nothing above them: about the number of traces.</summary>
    public long Entries { get; internal set; }

    /// <summary>Spans with a price.</summary>
    public long Priced { get; internal set; }

    /// <summary>Spans with usage and no price.</summary>
    public long Unpriced { get; internal set; }

    /// <summary>The first begin, in nanoseconds since 1970; only where spans were read one by one.</summary>
    public long? FirstNs { get; internal set; }

    /// <summary>The last begin, likewise.</summary>
    public long? LastNs { get; internal set; }

    /// <summary>The exact sum of prices in billionths of a dollar.</summary>
    public long CostNanos => Of(Figure.Cost);

    /// <summary>The sum of lengths in nanoseconds.</summary>
    public long DurationNs => Of(Figure.Duration);

    /// <summary>Tokens. They count as often as spans state them: a call through a gateway may have two spans that do.</summary>
    public TokenUsage Usage => new()
    {
        Input = Of(Figure.Input),
        CachedInput = Of(Figure.CachedInput),
        CacheWrite = Of(Figure.CacheWrite),
        CacheWriteLong = Of(Figure.CacheWriteLong),
        AudioInput = Of(Figure.AudioInput),
        ImageInput = Of(Figure.ImageInput),
        Output = Of(Figure.Output),
        Reasoning = Of(Figure.Reasoning),
        AudioOutput = Of(Figure.AudioOutput),
        ImageOutput = Of(Figure.ImageOutput),
        ToolCalls = Of(Figure.ToolCalls),
    };

    /// <summary>Quantiles of a measure; null where they were not asked for or nothing has it.</summary>
    public Quantiles? Quantiles(Measure measure) => quantiles[(int)measure];

    internal Span<long> Sums => sums;

    internal Quantiles Make(Measure measure) => quantiles[(int)measure] ??= new Quantiles();

    private long Of(Figure figure) => sums[Array.IndexOf(CubeSpec.Sums, figure)];
}
