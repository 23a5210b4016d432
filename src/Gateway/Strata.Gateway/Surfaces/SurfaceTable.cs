using Strata.Dialects;
using Strata.Dialects.OpenAi;
using Strata.Routing.Providers;

namespace Strata.Gateway.Surfaces;

/// <summary>Every way of asking that is offered.</summary>
internal sealed class SurfaceTable(DialectTable dialects)
{
    public Surface Chat { get; } = Text(dialects, "openai.chat", "openai.chat", "chat", Operation.ChatCompletions);

    public Surface Completions { get; } = Text(dialects, "openai.completions", "openai.completions", "text_completion", Operation.Completions);

    public Surface Embeddings { get; } = Data(dialects, "openai.embeddings", "embeddings", Operation.Embeddings);

    private static Surface Text(DialectTable dialects, string name, string dialect, string operation, Operation plain, Operation? streamed = null)
    {
        var found = dialects.Find(dialect)!;
        return new Surface { Name = name, Operation = operation, Plain = plain, Streamed = streamed ?? plain, Dialect = found, Wire = found.Wire!, Errors = found };
    }

    private static Surface Data(DialectTable dialects, string name, string operation, Operation plain) =>
        new() { Name = name, Operation = operation, Plain = plain, Streamed = plain, Wire = OpenAiWire.Instance, Errors = dialects.Find("openai.chat")! };
}
