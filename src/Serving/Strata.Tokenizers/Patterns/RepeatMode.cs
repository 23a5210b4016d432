namespace Strata.Tokenizers.Patterns;

/// <summary>How many times a repetition tries first, and whether it gives back.</summary>
internal enum RepeatMode
{
    Greedy,
    Lazy,
    Possessive,
}
