namespace Strata.Routing.Providers;

/// <summary>Providers that sell calls by the token under one address and one key.</summary>
internal static class HostedKinds
{
    private static readonly string[] Chat = ["openai.chat"];
    private static readonly string[] ChatAndText = ["openai.chat", "openai.completions"];
    private static readonly ProviderQuirks MaxTokens = new() { UsesMaxTokens = true };

    public static readonly ProviderKind[] All =
    [
        new()
        {
            Name = "openai", Title = "OpenAI", DefaultUrl = "https://api.openai.com/v1", VersionSegment = "v1",
            Dialects = ["openai.chat", "openai.responses", "openai.completions"], Paths = PathSets.Of(PathSets.OpenAi),
        },
        new()
        {
            Name = "anthropic", Title = "Anthropic", DefaultUrl = "https://api.anthropic.com/v1", VersionSegment = "v1", Auth = AuthStyle.XApiKey,
            Dialects = ["anthropic"],
            Paths = PathSets.Of(PathSets.CountedMessages, [(Operation.Models, "models"), (Operation.Files, "files"), (Operation.Batches, "messages/batches")]),
        },
        new()
        {
            Name = "gemini", Title = "Google Gemini", DefaultUrl = "https://generativelanguage.googleapis.com/v1beta", VersionSegment = "v1beta",
            Auth = AuthStyle.GoogleApiKey, Dialects = ["gemini"], Quirks = new() { ModelInPath = true },
            Paths = PathSets.Of(PathSets.Gemini, [(Operation.Models, "models"), (Operation.Files, "files")]),
        },
        new()
        {
            Name = "mistral", Title = "Mistral", DefaultUrl = "https://api.mistral.ai/v1", VersionSegment = "v1", Dialects = Chat,
            Quirks = new() { UsesMaxTokens = true, AsksUsage = false },
            Paths = PathSets.Of(PathSets.Chat, PathSets.Embed,
                [(Operation.Moderations, "moderations"), (Operation.Files, "files"), (Operation.AudioTranscriptions, "audio/transcriptions")]),
        },
        new()
        {
            Name = "cohere", Title = "Cohere", DefaultUrl = "https://api.cohere.com", Dialects = Chat, Quirks = MaxTokens,
            Paths = PathSets.Of([
                (Operation.ChatCompletions, "compatibility/v1/chat/completions"), (Operation.Embeddings, "compatibility/v1/embeddings"),
                (Operation.Rerank, "v2/rerank"), (Operation.Models, "v1/models")]),
        },
        new()
        {
            Name = "groq", Title = "Groq", DefaultUrl = "https://api.groq.com/openai/v1", VersionSegment = "openai/v1",
            Dialects = ["openai.chat", "openai.responses"],
            Paths = PathSets.Of(PathSets.Chat, PathSets.Responses, PathSets.Audio, PathSets.Batches),
        },
        new()
        {
            Name = "deepseek", Title = "DeepSeek", DefaultUrl = "https://api.deepseek.com", Dialects = ["openai.chat", "anthropic"], Quirks = MaxTokens,
            Paths = PathSets.Of(PathSets.Chat,
                [(Operation.Completions, "beta/completions"), (Operation.Messages, "anthropic/v1/messages"), (Operation.StreamMessages, "anthropic/v1/messages")]),
        },
        new()
        {
            Name = "xai", Title = "xAI", DefaultUrl = "https://api.x.ai/v1", VersionSegment = "v1", Dialects = ["openai.chat", "openai.responses"],
            Paths = PathSets.Of(PathSets.Text, PathSets.Responses, PathSets.Embed, [(Operation.ImageGenerations, "images/generations")]),
        },
        new()
        {
            Name = "openrouter", Title = "OpenRouter", DefaultUrl = "https://openrouter.ai/api/v1", VersionSegment = "api/v1",
            Dialects = ["openai.chat", "anthropic", "openai.responses", "openai.completions"],
            Quirks = new() { TakesCacheControl = true, UsesMaxTokens = true, ReportsCost = true },
            Paths = PathSets.Of(PathSets.Text, PathSets.Responses, PathSets.Messages, PathSets.Embed),
        },
        new()
        {
            Name = "together", Title = "Together", DefaultUrl = "https://api.together.xyz/v1", VersionSegment = "v1", Dialects = ChatAndText, Quirks = MaxTokens,
            Paths = PathSets.Of(PathSets.Text, PathSets.Embed, PathSets.Rerank, PathSets.Audio, PathSets.Batches, [(Operation.ImageGenerations, "images/generations")]),
        },
        new()
        {
            Name = "fireworks", Title = "Fireworks", DefaultUrl = "https://api.fireworks.ai/inference/v1", VersionSegment = "inference/v1",
            Dialects = ["openai.chat", "openai.responses", "openai.completions"], Quirks = MaxTokens,
            Paths = PathSets.Of(PathSets.Text, PathSets.Responses, PathSets.Embed, PathSets.Rerank),
        },
        new()
        {
            Name = "huggingface", Title = "Hugging Face", DefaultUrl = "https://router.huggingface.co/v1", VersionSegment = "v1",
            Dialects = ["openai.chat", "openai.responses"], Quirks = MaxTokens, Paths = PathSets.Of(PathSets.Chat, PathSets.Responses),
        },
    ];
}
