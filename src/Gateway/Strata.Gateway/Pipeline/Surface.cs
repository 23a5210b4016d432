using Strata.Core.Results;
using Strata.Dialects.OpenAi;
using Strata.Dialects.Wire;
using Strata.Gateway.Dialects.OpenAi;

namespace Strata.Gateway.Pipeline;

/// <summary>One endpoint that asks a model: its names, its shape, and how a model of this process reads it.</summary>
internal sealed class Surface
{
    public static readonly Surface Chat = new()
    {
        Name = "openai.chat", Operation = "chat", UpstreamPath = "chat/completions", Shape = AnswerShape.Chat, Read = ChatRequestReader.Read,
    };

    public static readonly Surface Completions = new()
    {
        Name = "openai.completions", Operation = "text_completion", UpstreamPath = "completions", Shape = AnswerShape.Completion, Read = CompletionRequestReader.Read,
    };

    public static readonly Surface Embeddings = new() { Name = "openai.embeddings", Operation = "embeddings", UpstreamPath = "embeddings" };

    public delegate Result<TextRequest> RequestReader(ReadOnlySpan<byte> body);

    /// <summary>The name in the ledger.</summary>
    public required string Name { get; init; }

    /// <summary>The operation's name by the GenAI conventions.</summary>
    public required string Operation { get; init; }

    /// <summary>The path below an upstream's base address.</summary>
    public required string UpstreamPath { get; init; }

    /// <summary>The byte path.</summary>
    public IWire Wire { get; init; } = OpenAiWire.Instance;

    /// <summary>The answer's shape; null where no text is answered.</summary>
    public AnswerShape? Shape { get; init; }

    /// <summary>Reads a body for a model of this process; null where such a model cannot answer.</summary>
    public RequestReader? Read { get; init; }
}
