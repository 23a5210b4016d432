using Strata.Core.Limits;

namespace Strata.Inference.Options;

/// <summary>How models are run, and the bounds of the engine. The defaults suit a small model on a small machine.</summary>
public sealed record InferenceOptions
{
    /// <summary>Activations stay in 32 bits; else they are rounded to 8 bits before quantised weights, which is faster.</summary>
    public bool Exact { get; init; }

    /// <summary>Threads that compute; 0 is one per processor.</summary>
    public int Threads { get; init; }

    /// <summary>Sequences that are decoded together.</summary>
    public int SequencesMax { get; init; } = 4;

    /// <summary>Requests that wait for a place; one more is refused.</summary>
    public int QueueMax { get; init; } = 64;

    /// <summary>Prompt tokens computed in one step, over all sequences. Between steps others get their next token.</summary>
    public int PrefillTokensMax { get; init; } = 128;

    /// <summary>Tokens of context; 0 is what the model was trained for.</summary>
    public int ContextTokensMax { get; init; }

    /// <summary>Precision of the cache of keys and values.</summary>
    public KvPrecision KvPrecision { get; init; } = KvPrecision.Single;

    /// <summary>Memory of that cache, for each model.</summary>
    public long KvBytesMax { get; init; } = 1L << 30;

    /// <summary>Finished sequences whose cache is kept for a prompt that continues them.</summary>
    public int PrefixesKept { get; init; } = 4;

    /// <summary>Bytes of model files kept loaded. Models not in use make place, the least recently used first.</summary>
    public long ModelBytesMax { get; init; } = 16L << 30;

    /// <summary>Models kept loaded.</summary>
    public int ModelsMax { get; init; } = 4;

    /// <summary>Stop texts of a request.</summary>
    public int StopTextsMax { get; init; } = 16;

    /// <summary>Characters of a stop text.</summary>
    public int StopCharsMax { get; init; } = 512;

    /// <summary>The bounds as rows.</summary>
    public IReadOnlyList<Limit> Limits() =>
    [
        new("sequences", SequencesMax, "sequences", "further requests wait"),
        new("queue", QueueMax, "requests", "503 overloaded"),
        new("prefill step", PrefillTokensMax, "tokens", "a longer prompt takes several steps"),
        new("kv cache", KvBytesMax, "bytes", "the newest sequence is computed again later; a prompt that cannot fit is refused"),
        new("kept prefixes", PrefixesKept, "sequences", "the oldest is forgotten"),
        new("loaded models", ModelsMax, "models", "the least recently used is unloaded"),
        new("loaded model files", ModelBytesMax, "bytes", "the least recently used is unloaded; a larger model is refused"),
        new("stop texts", StopTextsMax, "texts", "400 invalid_value"),
        new("stop text", StopCharsMax, "characters", "400 invalid_value"),
    ];

    /// <summary>The faults of these options, each naming its property; empty when they can be used.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> faults = [];
        Check(Threads is >= 0 and <= 512, nameof(Threads), "0 to 512");
        Check(SequencesMax is >= 1 and <= 256, nameof(SequencesMax), "1 to 256");
        Check(QueueMax is >= 1 and <= 100_000, nameof(QueueMax), "1 to 100000");
        Check(PrefillTokensMax is >= 1 and <= 4096, nameof(PrefillTokensMax), "1 to 4096");
        Check(ContextTokensMax >= 0, nameof(ContextTokensMax), "0 or more");
        Check(KvBytesMax >= 1 << 20, nameof(KvBytesMax), "1 MiB or more");
        Check(PrefixesKept is >= 0 and <= 1024, nameof(PrefixesKept), "0 to 1024");
        Check(ModelBytesMax >= 1, nameof(ModelBytesMax), "1 or more");
        Check(ModelsMax is >= 1 and <= 64, nameof(ModelsMax), "1 to 64");
        Check(StopTextsMax is >= 1 and <= 1024, nameof(StopTextsMax), "1 to 1024");
        Check(StopCharsMax is >= 1 and <= 65_536, nameof(StopCharsMax), "1 to 65536");
        return faults;

        void Check(bool holds, string name, string range)
        {
            if (!holds)
            {
                faults.Add($"{name} must be {range}.");
            }
        }
    }
}
