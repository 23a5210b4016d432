using Strata.Dialects;
using Strata.Dialects.Tasks;
using Strata.Dialects.Wire;
using Strata.Routing.Providers;

namespace Strata.Gateway.Surfaces;

/// <summary>One way of asking: a dialect and an operation. A text surface can be translated and answered by own models; the others pass as bytes.</summary>
internal sealed record Surface
{
    /// <summary>The name in the ledger, for instance <c>openai.chat</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The operation's name by the GenAI conventions.</summary>
    public required string Operation { get; init; }

    /// <summary>The operation of a provider that speaks this surface, for a plain answer.</summary>
    public required Operation Plain { get; init; }

    /// <summary>The same for a stream.</summary>
    public required Operation Streamed { get; init; }

    /// <summary>The dialect of text generation; null where no text is generated.</summary>
    public IDialect? Dialect { get; init; }

    /// <summary>How requests and answers are read in passing.</summary>
    public required IWire Wire { get; init; }

    /// <summary>The dialect in which errors are told, and in which a provider's refusals are read.</summary>
    public required IDialect Errors { get; init; }

    /// <summary>Opens the writer of a caller's stream where it is not the dialect's usual one; the answer then goes through its canonical form.</summary>
    public Func<AnswerHead, IStreamWriter>? OpensWriter { get; init; }

    /// <summary>Counting instead of answering; null where text is generated.</summary>
    public CountTask? Counts { get; init; }

    /// <summary>The dialect of vectors; null where there are none.</summary>
    public IEmbeddingDialect? Embeds { get; init; }

    /// <summary>Whether bytes of this surface can pass to a provider that speaks it.</summary>
    public bool IsWired { get; init; } = true;

    /// <summary>Whether the answer's content type is the provider's.</summary>
    public bool IsRaw { get; init; }

    /// <summary>Whether an answer is a stream of this surface's events when the request asks for one.</summary>
    public bool Streams => Dialect is not null;

    public Operation At(bool stream) => stream ? Streamed : Plain;
}
