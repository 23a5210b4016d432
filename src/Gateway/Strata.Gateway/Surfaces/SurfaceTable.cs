using Strata.Dialects;
using Strata.Dialects.Gemini;
using Strata.Dialects.OpenAi;
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
        Embeddings = Data("openai.embeddings", "embeddings", Operation.Embeddings);
        Rerank = Data("rerank", "rerank", Operation.Rerank);
        Moderations = Data("openai.moderations", "moderation", Operation.Moderations);
    }

    public Surface Chat { get; }

    public Surface Completions { get; }

    public Surface Messages { get; }

    public Surface Gemini { get; }

    /// <summary>Gemini for callers who stream without <c>alt=sse</c>: one JSON list.</summary>
    public Surface GeminiList { get; }

    public Surface Embeddings { get; }

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

    private Surface Data(string name, string operation, Operation plain) =>
        new() { Name = name, Operation = operation, Plain = plain, Streamed = plain, Wire = OpenAiWire.Instance, Errors = dialects.Find("openai.chat")! };
}
