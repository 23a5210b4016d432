using Strata.Budgets.Rules;

namespace Strata.Budgets.Book;

/// <summary>What a request asks for before it runs. The nodes are read during the call only.</summary>
public readonly ref struct ReserveRequest
{
    /// <summary>The caller's organisation. Counts of tenants' nodes are kept apart by it: two may use the same tag.</summary>
    public required string Organization { get; init; }

    /// <summary>What the request counts against, in any order; a node may stand in it once.</summary>
    public required ReadOnlySpan<LimitNode> Nodes { get; init; }

    /// <summary>Tokens of the prompt: sure to be used.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens that are likely to come.</summary>
    public long OutputTokens { get; init; }

    /// <summary>The likely cost in nano-dollars; null where there is no price.</summary>
    public long? Nanos { get; init; }

    /// <summary>The part of <see cref="Nanos"/> that is sure: the prompt's.</summary>
    public long NanosSure { get; init; }
}
