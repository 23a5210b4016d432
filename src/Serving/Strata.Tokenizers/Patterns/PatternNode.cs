using Strata.Tokenizers.Unicode;

namespace Strata.Tokenizers.Patterns;

/// <summary>A piece of a parsed pattern.</summary>
internal abstract record PatternNode
{
    /// <summary>One code point of a set.</summary>
    internal sealed record One(CodePointSet Set) : PatternNode;

    /// <summary>Pieces one after the other.</summary>
    internal sealed record Sequence(IReadOnlyList<PatternNode> Items) : PatternNode;

    /// <summary>The first of several that leads to a match.</summary>
    internal sealed record Choice(IReadOnlyList<PatternNode> Items) : PatternNode;

    /// <summary>A piece again and again.</summary>
    internal sealed record Repeat(PatternNode Body, int Min, int Max, RepeatMode Mode) : PatternNode;

    /// <summary>A piece that, once matched, is not tried differently.</summary>
    internal sealed record Atomic(PatternNode Body) : PatternNode;

    /// <summary>A condition on what follows or precedes.</summary>
    internal sealed record Look(PatternNode Body, bool Behind, bool Negative) : PatternNode;

    /// <summary>A condition on the position.</summary>
    internal sealed record Anchor(AnchorKind Kind) : PatternNode;
}
