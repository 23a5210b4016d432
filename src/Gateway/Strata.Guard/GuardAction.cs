namespace Strata.Guard;

/// <summary>What happens to text that a detector found.</summary>
public enum GuardAction
{
    /// <summary>Nothing but a finding.</summary>
    Flag,

    /// <summary>A placeholder with the detector's name stands in its place: <c>[EMAIL]</c>.</summary>
    Redact,

    /// <summary>Letters and digits become asterisks but for the last four.</summary>
    Mask,

    /// <summary>A token stands in its place, <c>&lt;EMAIL_1&gt;</c>, that <see cref="GuardTokens"/> turns back in the answer.</summary>
    Tokenize,

    /// <summary>The request is refused, or the answer cut off before it.</summary>
    Block,
}
