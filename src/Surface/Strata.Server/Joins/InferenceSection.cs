using Strata.Core.Configuration;
using Strata.Inference.Options;

namespace Strata.Server.Joins;

/// <summary>The section <c>inference</c>. It takes effect at the next start: loaded models keep what they were loaded with.</summary>
internal static class InferenceSection
{
    /// <summary>How models run, and whether the models that come with this program are served.</summary>
    public static (InferenceOptions Options, bool BuiltIn) Read(ConfigReader section)
    {
        var fallback = new InferenceOptions();
        var options = fallback with
        {
            Exact = section.Flag("exact", fallback.Exact, "Keep activations in 32 bits; else they are rounded to 8 bits before quantised weights, which is faster."),
            Threads = Small(section, "threads", fallback.Threads, (0, 512), "Threads that compute; 0 is one per processor."),
            SequencesMax = Small(section, "sequences_max", fallback.SequencesMax, (1, 256), "Sequences that are decoded together."),
            QueueMax = Small(section, "queue_max", fallback.QueueMax, (1, 100_000), "Requests that wait for a place; one more is refused."),
            PrefillTokensMax = Small(section, "prefill_tokens_max", fallback.PrefillTokensMax, (1, 4096), "Prompt tokens computed in one step."),
            ContextTokensMax = Small(section, "context_tokens_max", fallback.ContextTokensMax, (0, int.MaxValue), "Tokens of context; 0 is what the model was trained for."),
            KvPrecision = section.Choice("kv_precision", fallback.KvPrecision, "Precision of the cache of keys and values: 32 or 16 bits."),
            KvBytesMax = section.Integer("kv_bytes_max", fallback.KvBytesMax, (1 << 20, long.MaxValue), "Memory of that cache, for each model."),
            PrefixesKept = Small(section, "prefixes_kept", fallback.PrefixesKept, (0, 1024), "Finished sequences whose cache is kept for a prompt that continues them."),
            ModelBytesMax = section.Integer("model_bytes_max", fallback.ModelBytesMax, (1, long.MaxValue), "Bytes of model files kept loaded."),
            ModelsMax = Small(section, "models_max", fallback.ModelsMax, (1, 64), "Models kept loaded."),
        };
        var builtIn = section.Flag("built_in", true, "Serve the two small models that come with this program: strata-tiny and strata-tiny-embed.");
        section.Finish();
        return (options, builtIn);
    }

    private static int Small(ConfigReader section, string key, int fallback, (int Min, int Max) range, string doc) =>
        (int)section.Integer(key, fallback, (range.Min, range.Max), doc);
}
