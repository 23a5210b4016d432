namespace Strata.Dialects.Canonical;

/// <summary>The steps of a streamed answer. Every reader brings them in this grammar, whatever its dialect leaves out:
/// <c>Started (BlockStarted Delta* BlockEnded | ChoiceEnded | Usage | Ping | Raw)* Ended</c>, or <c>Failed</c> at any place.</summary>
public enum AnswerEventKind
{
    /// <summary>The answer begins: id, model, and tokens of the prompt where known already.</summary>
    Started,

    /// <summary>A block begins: its kind, and for a call its id and name.</summary>
    BlockStarted,

    /// <summary>More of the block: text, reasoning, a piece of the arguments, base64 of sound.</summary>
    Delta,

    /// <summary>The block's signature, or a piece of its sealed form.</summary>
    Signature,

    /// <summary>A citation or annotation of the block, raw JSON.</summary>
    Citation,

    /// <summary>Probabilities of the tokens just told, raw JSON of OpenAI's shape.</summary>
    LogProbs,

    /// <summary>The block ends.</summary>
    BlockEnded,

    /// <summary>A choice ends, with its reason.</summary>
    ChoiceEnded,

    /// <summary>Tokens so far; the last one counts.</summary>
    Usage,

    /// <summary>A sign of life without content.</summary>
    Ping,

    /// <summary>An event that only its dialect knows, raw; other dialects leave it out.</summary>
    Raw,

    /// <summary>The dialect's own end was seen: the answer is whole.</summary>
    Ended,

    /// <summary>The provider says that the answer failed.</summary>
    Failed,
}
