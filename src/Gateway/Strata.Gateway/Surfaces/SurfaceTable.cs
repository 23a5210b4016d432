using Strata.Dialects;
using Strata.Dialects.Gemini;
using Strata.Dialects.OpenAi;
using Strata.Dialects.Tasks;
using Strata.Routing.Providers;

namespace Strata.Gateway.Surfaces;

/// <summary>Every way of asking that is offered.</summary>
internal sealed class SurfaceTable
{
    private readonly DialectTable dialects;

    public SurfaceTable(DialectTable dialects)
    {
        this.dialects = dialects;
        Chat = Text("openai.chat", "openai.chat", "chat");
        Completions = Text("openai.completions", "openai.completions", "text_completion");
        Messages = Text("anthropic.messages", "anthropic", "chat");
        Gemini = Text("gemini", "gemini", "generate_content");
        GeminiList = Gemini with { OpensWriter = GeminiDialect.OpenListWriter };
        Responses = Text("openai.responses", "openai.responses", "chat");
        OllamaChat = Text("ollama.chat", "ollama.chat", "chat");
        OllamaGenerate = Text("ollama.generate", "ollama.generate", "text_completion");
        Embeddings = Data("openai.embeddings", "embeddings", Operation.Embeddings) with { Embeds = OpenAiEmbeddings.Instance };
        GeminiEmbeddings = Data("gemini.embeddings", "embeddings", Operation.EmbedContent) with { Embeds = Dialects.Tasks.GeminiEmbeddings.Instance, Wire = Gemini.Wire, Errors = Gemini.Errors, IsWired = false };
        OllamaEmbeddings = Data("ollama.embeddings", "embeddings", Operation.OllamaEmbed) with { Embeds = Dialects.Tasks.OllamaEmbeddings.Instance, Wire = OllamaChat.Wire, Errors = OllamaChat.Errors, IsWired = false };
        Rerank = Data("rerank", "rerank", Operation.Rerank);
        Moderations = Raw("openai.moderations", "moderation", Operation.Moderations) with { Wire = new RawWire(null, ModerationFacts.ModelDefault) };
        CountTokens = Raw("anthropic.count_tokens", "count_tokens", Operation.CountTokens) with { Counts = CountTask.Anthropic, Wire = new CountWire(Messages.Wire), Errors = Messages.Errors };
        GeminiCountTokens = Raw("gemini.count_tokens", "count_tokens", Operation.CountContentTokens) with { Counts = CountTask.Gemini, Wire = new CountWire(Gemini.Wire), Errors = Gemini.Errors };
        Images = Raw("openai.images", "image_generation", Operation.ImageGenerations);
        ImageEdits = Raw("openai.image_edits", "image_generation", Operation.ImageEdits);
        Speech = Raw("openai.speech", "speech", Operation.AudioSpeech);
        Transcriptions = Raw("openai.transcriptions", "transcription", Operation.AudioTranscriptions);
        Translations = Raw("openai.translations", "transcription", Operation.AudioTranslations);
    }

    public Surface Chat { get; }

    public Surface Completions { get; }

    public Surface Messages { get; }

    public Surface Gemini { get; }

    /// <summary>Gemini for callers who stream without <c>alt=sse</c>: one JSON list.</summary>
    public Surface GeminiList { get; }

    public Surface Embeddings { get; }

    public Surface GeminiEmbeddings { get; }

    public Surface OllamaEmbeddings { get; }

    public Surface Responses { get; }

    public Surface OllamaChat { get; }

    public Surface OllamaGenerate { get; }

    public Surface CountTokens { get; }

    public Surface GeminiCountTokens { get; }

    public Surface Images { get; }

    public Surface ImageEdits { get; }

    public Surface Speech { get; }

    public Surface Transcriptions { get; }

    public Surface Translations { get; }

    public Surface Rerank { get; }

    public Surface Moderations { get; }

    private Surface Text(string name, string dialect, string operation)
    {
        var found = dialects.Find(dialect) ?? throw new InvalidOperationException($"There is no dialect '{dialect}'.");
        return new Surface
        {
            Name = name,
            Operation = operation,
            Plain = Operations.OfDialect(dialect, stream: false)!.Value,
            Streamed = Operations.OfDialect(dialect, stream: true)!.Value,
            Dialect = found,
            Wire = found.Wire!,
            Errors = found,
        };
    }

    private Surface Raw(string name, string operation, Operation plain) => Data(name, operation, plain) with { Wire = RawWire.Json, IsRaw = true };

    private Surface Data(string name, string operation, Operation plain) =>
        new() { Name = name, Operation = operation, Plain = plain, Streamed = plain, Wire = OpenAiWire.Instance, Errors = dialects.Find("openai.chat")! };
}
