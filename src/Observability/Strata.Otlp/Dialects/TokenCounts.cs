namespace Strata.Otlp.Dialects;

/// <summary>Token counts as a span states them.</summary>
internal struct TokenCounts
{
    /// <summary>The largest count that is believed: sums of it stay far from overflow.</summary>
    public const long Most = 1L << 40;

    public long? Input;
    public long? FreshInput;
    public long? Output;
    public long? FreshOutput;
    public long? Total;
    public long CacheRead;
    public long CacheWrite;
    public long CacheWriteLong;
    public long Reasoning;
    public long AudioInput;
    public long AudioOutput;
    public long ImageInput;
    public long ImageOutput;
}
