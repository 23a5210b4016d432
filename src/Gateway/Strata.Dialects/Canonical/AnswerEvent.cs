using Strata.Core.Results;
using Strata.Core.Usage;

namespace Strata.Dialects.Canonical;

/// <summary>One step of a streamed answer. Which members are set depends on <see cref="Kind"/>.</summary>
/// <param name="Kind">The step.</param>
public sealed record AnswerEvent(AnswerEventKind Kind)
{
    /// <summary>The choice it belongs to.</summary>
    public int Choice { get; init; }

    /// <summary>The block within the choice, counted from 0 over all kinds.</summary>
    public int Block { get; init; }

    /// <summary>What a starting block is.</summary>
    public BlockKind BlockKind { get; init; }

    /// <summary>New text, reasoning, arguments, signature, or base64.</summary>
    public string Text { get; init; } = "";

    /// <summary>The answer's, call's or reasoning item's id.</summary>
    public string? Id { get; init; }

    /// <summary>The model of a starting answer; the tool of a starting call; the media type of a starting picture or sound; the event's name of a raw one.</summary>
    public string? Name { get; init; }

    /// <summary>Whether a starting call is one of a free-text custom tool.</summary>
    public bool IsCustom { get; init; }

    /// <summary>The dialect of a raw event or opaque block, or whose seal a reasoning block bears.</summary>
    public string? Origin { get; init; }

    /// <summary>Raw JSON of citations, probabilities, opaque blocks and raw events.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>Why a choice ended.</summary>
    public StopReason StopReason { get; init; }

    /// <summary>The reason as the provider spelled it.</summary>
    public string StopWord { get; init; } = "";

    /// <summary>The stop text that was met.</summary>
    public string? StopSequence { get; init; }

    /// <summary>Tokens, cumulative and by class.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The tier of service that the provider bills, as it spells it; null where not said.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>What failed.</summary>
    public Problem? Problem { get; init; }
}
