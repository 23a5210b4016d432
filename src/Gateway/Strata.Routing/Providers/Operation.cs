namespace Strata.Routing.Providers;

/// <summary>What can be asked of a provider over HTTP. Each kind of provider has a path for those it offers.</summary>
public enum Operation
{
    /// <summary>OpenAI <c>chat/completions</c>.</summary>
    ChatCompletions,

    /// <summary>OpenAI <c>completions</c>.</summary>
    Completions,

    /// <summary>OpenAI <c>responses</c>.</summary>
    Responses,

    /// <summary>OpenAI <c>embeddings</c>.</summary>
    Embeddings,

    /// <summary>Cohere-shaped <c>rerank</c>.</summary>
    Rerank,

    /// <summary>OpenAI <c>moderations</c>.</summary>
    Moderations,

    /// <summary>OpenAI <c>images/generations</c>.</summary>
    ImageGenerations,

    /// <summary>OpenAI <c>images/edits</c>.</summary>
    ImageEdits,

    /// <summary>OpenAI <c>audio/speech</c>.</summary>
    AudioSpeech,

    /// <summary>OpenAI <c>audio/transcriptions</c>.</summary>
    AudioTranscriptions,

    /// <summary>OpenAI <c>audio/translations</c>.</summary>
    AudioTranslations,

    /// <summary>Files, listed, sent and fetched.</summary>
    Files,

    /// <summary>Batches.</summary>
    Batches,

    /// <summary>The list of models.</summary>
    Models,

    /// <summary>Anthropic <c>messages</c>, not streamed.</summary>
    Messages,

    /// <summary>Anthropic <c>messages</c> as a stream: another path where a cloud hosts the model.</summary>
    StreamMessages,

    /// <summary>Anthropic <c>messages/count_tokens</c>.</summary>
    CountTokens,

    /// <summary>Gemini <c>generateContent</c>.</summary>
    GenerateContent,

    /// <summary>Gemini <c>streamGenerateContent</c> as server-sent events.</summary>
    StreamGenerateContent,

    /// <summary>Gemini <c>countTokens</c>.</summary>
    CountContentTokens,

    /// <summary>Gemini <c>embedContent</c>.</summary>
    EmbedContent,

    /// <summary>Bedrock <c>converse</c>.</summary>
    Converse,

    /// <summary>Bedrock <c>converse-stream</c>.</summary>
    ConverseStream,

    /// <summary>Ollama <c>api/chat</c>.</summary>
    OllamaChat,

    /// <summary>Ollama <c>api/generate</c>.</summary>
    OllamaGenerate,

    /// <summary>Ollama <c>api/embed</c>.</summary>
    OllamaEmbed,
}
