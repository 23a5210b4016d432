namespace Strata.Metrics.Expressions;

/// <summary>A piece of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it stands; a quoted text without its quotes.</param>
/// <param name="At">Where, from 0.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int At);
