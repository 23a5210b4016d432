namespace Strata.Routing.Providers;

/// <summary>Servers that one runs oneself: the address is the configuration's, a key is rare.</summary>
internal static class ServerKinds
{
    private static readonly string[] Wide = ["openai.chat", "openai.responses", "openai.completions", "anthropic"];
    private static readonly string[] ChatAndText = ["openai.chat", "openai.completions"];
    private static readonly ProviderQuirks MaxTokens = new() { UsesMaxTokens = true };

    private static readonly (Operation, string)[] OllamaOwn =
        [(Operation.OllamaChat, "../api/chat"), (Operation.OllamaGenerate, "../api/generate"), (Operation.OllamaEmbed, "../api/embed")];

    public static readonly ProviderKind[] All =
    [
        new()
        {
            Name = "openai-compatible", Title = "OpenAI-compatible", Dialects = ["openai.chat", "openai.completions", "openai.responses"],
            Paths = PathSets.Of(PathSets.OpenAi, PathSets.Rerank),
        },
        new()
        {
            Name = "anthropic-compatible", Title = "Anthropic-compatible", VersionSegment = "v1", Auth = AuthStyle.XApiKey, Dialects = ["anthropic"],
            Paths = PathSets.Of(PathSets.CountedMessages, [(Operation.Models, "models")]),
        },
        new()
        {
            Name = "strata", Title = "Strata", VersionSegment = "v1", Dialects = [.. Wide, "gemini"],
            Paths = PathSets.Of(PathSets.OpenAi, PathSets.Rerank, PathSets.CountedMessages, PathSets.Gemini, OllamaOwn),
        },
        new()
        {
            Name = "vllm", Title = "vLLM", VersionSegment = "v1", Dialects = Wide,
            Paths = PathSets.Of(PathSets.Text, PathSets.Responses, PathSets.Embed, PathSets.Rerank, PathSets.Hearing, PathSets.CountedMessages),
        },
        new() { Name = "tgi", Title = "Text Generation Inference", VersionSegment = "v1", Dialects = ChatAndText, Quirks = MaxTokens, Paths = PathSets.Of(PathSets.Text) },
        new()
        {
            Name = "sglang", Title = "SGLang", VersionSegment = "v1", Dialects = Wide,
            Paths = PathSets.Of(PathSets.Text, PathSets.Responses, PathSets.Embed, PathSets.Rerank, PathSets.CountedMessages),
        },
        new() { Name = "triton", Title = "Triton, OpenAI front end", VersionSegment = "v1", Dialects = ChatAndText, Quirks = MaxTokens, Paths = PathSets.Of(PathSets.Text, PathSets.Embed) },
        new()
        {
            Name = "llama-server", Title = "llama.cpp server", VersionSegment = "v1", Dialects = Wide, Quirks = MaxTokens,
            Paths = PathSets.Of(PathSets.Text, PathSets.Responses, PathSets.Embed, PathSets.Rerank, PathSets.CountedMessages),
        },
        new()
        {
            Name = "ollama", Title = "Ollama", DefaultUrl = "http://127.0.0.1:11434/v1", VersionSegment = "v1", Quirks = MaxTokens,
            Dialects = ["openai.chat", "ollama.chat", "openai.completions", "ollama.generate", "openai.responses", "anthropic"],
            Paths = PathSets.Of(PathSets.Text, PathSets.Responses, PathSets.Embed, PathSets.Messages, OllamaOwn),
        },
        new()
        {
            Name = "lm-studio", Title = "LM Studio", DefaultUrl = "http://127.0.0.1:1234/v1", VersionSegment = "v1", Quirks = MaxTokens,
            Dialects = Wide, Paths = PathSets.Of(PathSets.Text, PathSets.Responses, PathSets.Embed, PathSets.Messages),
        },
    ];
}
