namespace Strata.Cli.Imports;

/// <summary>LiteLLM's provider prefixes as our kinds.</summary>
internal static class LiteLlmKinds
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["openai"] = "openai", ["text-completion-openai"] = "openai", ["azure"] = "azure", ["azure_text"] = "azure", ["anthropic"] = "anthropic", ["gemini"] = "gemini",
        ["vertex_ai"] = "vertex", ["vertex_ai_beta"] = "vertex", ["bedrock"] = "bedrock", ["mistral"] = "mistral", ["cohere"] = "cohere", ["cohere_chat"] = "cohere",
        ["groq"] = "groq", ["deepseek"] = "deepseek", ["xai"] = "xai", ["openrouter"] = "openrouter", ["together_ai"] = "together", ["fireworks_ai"] = "fireworks",
        ["huggingface"] = "huggingface", ["hosted_vllm"] = "vllm", ["vllm"] = "vllm", ["ollama"] = "ollama", ["ollama_chat"] = "ollama", ["lm_studio"] = "lm-studio",
        ["openai_like"] = "openai-compatible", ["custom_openai"] = "openai-compatible", ["litellm_proxy"] = "openai-compatible",
    };

    /// <summary>Our kind; null where there is none of it.</summary>
    public static string? Find(string prefix) => Kinds.GetValueOrDefault(prefix);

    /// <summary>Whether a kind needs an address of its own.</summary>
    public static bool NeedsUrl(string kind) => kind is "azure" or "vllm" or "openai-compatible";

    /// <summary>The kind and the provider's own name of <c>prefix/model</c>.</summary>
    public static (string Prefix, string Model) Split(string model, string? custom)
    {
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        var prefix = slash > 0 ? model[..slash] : "";
        return custom is not null ? (custom, prefix == custom ? model[(slash + 1)..] : model)
            : prefix.Length > 0 ? (prefix, model[(slash + 1)..])
            : ("openai", model);
    }
}
