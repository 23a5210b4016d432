namespace Strata.Tokenizers;

/// <summary>
/// A piece of a prompt. Segments are tokenised as one text, so words may cross their borders, but a control token is
/// recognised only where it lies wholly in segments that may parse special tokens.
/// </summary>
/// <param name="Text">The text.</param>
/// <param name="ParseSpecial">Whether control tokens spelled here become tokens: true for a template's own text, false for a user's.</param>
public readonly record struct TextSegment(string Text, bool ParseSpecial);
