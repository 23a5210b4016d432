namespace Strata.Tokenizers.Fragments;

/// <summary>A special token found in a text, and whether it swallows the blanks beside it.</summary>
internal readonly record struct SpecialMatch(int Id, int Start, int End, bool StripLeft, bool StripRight);
