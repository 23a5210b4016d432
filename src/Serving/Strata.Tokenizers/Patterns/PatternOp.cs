namespace Strata.Tokenizers.Patterns;

/// <summary>What an instruction of a compiled pattern does.</summary>
internal enum PatternOp
{
    /// <summary>Consumes one code point of the set.</summary>
    One,

    /// <summary>Consumes A to B code points of the set, as many as there are, and gives back one at a time.</summary>
    Run,

    /// <summary>Goes on at A, and at B if that fails.</summary>
    Split,

    /// <summary>Goes on at A.</summary>
    Jump,

    /// <summary>Checks the position; A is the <see cref="AnchorKind"/>.</summary>
    Anchor,

    /// <summary>Runs what follows up to its Match as a condition, then goes on at A. B: bit 0 negative; the rest is how far to step back.</summary>
    Look,

    /// <summary>Runs what follows up to its Match once, then goes on at A from where it ended.</summary>
    Atomic,

    /// <summary>The end.</summary>
    Match,
}
