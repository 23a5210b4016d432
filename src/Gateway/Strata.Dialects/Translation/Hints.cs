using System.Collections.Frozen;

namespace Strata.Dialects.Translation;

/// <summary>
/// Members without a canonical place that do not change what is answered: where to cache, whom to bill, how to route inside the
/// provider. A dialect family's list is its first word (<c>openai</c> for all of OpenAI's). Everything not listed here matters.
/// </summary>
public static class Hints
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> ByFamily = new Dictionary<string, FrozenSet<string>>
    {
        // Speed, caching and obfuscation of OpenAI's own service.
        ["openai"] = Set(
            "prediction", "prompt_cache_retention", "prompt_cache_options", "include_obfuscation", "stream_options", "safety_identifier", "annotations", "refusal", "prompt_cache_breakpoint",
            "include", "truncation", "max_tool_calls", "id", "status", "phase"),

        // How finely to look, names of uploads, seals of texts that only Gemini opens, what a tool's result will look like (its
        // official client tells it of every function it calls by itself).
        ["gemini"] = Set("response", "responseJsonSchema", "thoughtSignature", "displayName", "mediaResolution", "partMetadata", "generationConfig.mediaResolution",
            "toolConfig.functionCallingConfig.streamFunctionCallArguments"),

        // How the caller's own machine would hold and run the model.
        ["ollama"] = Set("keep_alive", "truncate", "shift", "options.num_ctx", "options.num_batch", "options.num_gpu", "options.main_gpu", "options.num_thread",
            "options.use_mmap", "options.use_mlock", "options.low_vram", "options.numa", "options.num_keep"),

        // Caching, tiers, diagnostics and billing of Anthropic's service; how calls are streamed and pictures made smaller; the parts of a document whose text is sent.
        ["anthropic"] = Set("cache_control", "speed", "inference_geo", "diagnostics", "billing_policy", "user_profile_id", "workspace_id", "eager_input_streaming", "transformations", "caller",
            "source"),

        // Latency tiers, tags of the caller's own bookkeeping, and traces of Bedrock.
        ["bedrock"] = Set("performanceConfig", "requestMetadata", "additionalModelResponseFieldPaths"),
    }.ToFrozenDictionary();

    /// <summary>Whether leaving a member out changes nothing that the caller would miss in the answer.</summary>
    public static bool IsHarmless(string dialect, string member)
    {
        var dot = dialect.IndexOf('.', StringComparison.Ordinal);
        return ByFamily.TryGetValue(dot < 0 ? dialect : dialect[..dot], out var names) && names.Contains(member);
    }

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
