namespace Strata.Otlp.Metrics;

/// <summary>One point of a metric, in a place that is filled again and again: copy what is to be kept.</summary>
public sealed class MetricPoint
{
    /// <summary>The metric's name as it was sent.</summary>
    public string Name { get; internal set; } = "";

    /// <summary>What it measures.</summary>
    public string Description { get; internal set; } = "";

    /// <summary>Its unit (UCUM).</summary>
    public string Unit { get; internal set; } = "";

    /// <summary>What the point is.</summary>
    public PointKind Kind { get; internal set; }

    /// <summary>Whether it says the change since the last point rather than the sum since the start.</summary>
    public bool IsDelta { get; internal set; }

    /// <summary>The text between the braces of the exposition: labels in the order of their names, with <c>job</c> and <c>instance</c> of the resource.</summary>
    public ReadOnlyMemory<char> Labels { get; internal set; }

    /// <summary>Begin of what is counted, in nanoseconds since 1970; 0 where not stated.</summary>
    public long StartNs { get; internal set; }

    /// <summary>When it was measured, in nanoseconds since 1970.</summary>
    public long TimeNs { get; internal set; }

    /// <summary>Set where the sender says that the series has ended.</summary>
    public bool IsEnd { get; internal set; }

    /// <summary>The value of a gauge or sum; the sum of a histogram or summary.</summary>
    public double Value { get; internal set; }

    /// <summary>The count of a histogram or summary.</summary>
    public ulong Count { get; internal set; }

    /// <summary>A histogram's upper bounds.</summary>
    public List<double> Bounds { get; } = [];

    /// <summary>A histogram's counts, one more than bounds.</summary>
    public List<ulong> Counts { get; } = [];

    /// <summary>An exponential histogram's resolution: bounds are powers of 2^(2^-scale).</summary>
    public int Scale { get; internal set; }

    /// <summary>Values at or near zero.</summary>
    public ulong ZeroCount { get; internal set; }

    /// <summary>The exponent of the first of <see cref="Positive"/>.</summary>
    public int PositiveOffset { get; internal set; }

    /// <summary>Counts above zero.</summary>
    public List<ulong> Positive { get; } = [];

    /// <summary>The exponent of the first of <see cref="Negative"/>.</summary>
    public int NegativeOffset { get; internal set; }

    /// <summary>Counts below zero.</summary>
    public List<ulong> Negative { get; } = [];

    /// <summary>A summary's quantiles with their values.</summary>
    public List<(double Quantile, double Value)> Quantiles { get; } = [];

    internal void Clear()
    {
        (StartNs, TimeNs, IsEnd, Value, Count) = (0, 0, false, 0, 0);
        (Scale, ZeroCount, PositiveOffset, NegativeOffset) = (0, 0, 0, 0);
        Bounds.Clear();
        Counts.Clear();
        Positive.Clear();
        Negative.Clear();
        Quantiles.Clear();
    }
}
