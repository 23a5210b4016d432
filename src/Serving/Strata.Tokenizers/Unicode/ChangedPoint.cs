namespace Strata.Tokenizers.Unicode;

/// <summary>A code point of a rewritten text, and how it came about.</summary>
/// <param name="CodePoint">The code point.</param>
/// <param name="Change">0: stands for the next old one; 1: was added; −n: stands for the next old one and n more were removed.</param>
internal readonly record struct ChangedPoint(int CodePoint, int Change);
