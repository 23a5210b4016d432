namespace Strata.Dialects.Canonical;

/// <summary>The model refuses, in words that are told apart from an answer.</summary>
/// <param name="Text">The words.</param>
public sealed record RefusalBlock(string Text) : Block;
