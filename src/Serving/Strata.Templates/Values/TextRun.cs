namespace Strata.Templates.Values;

/// <summary>A stretch of a text that has one origin.</summary>
internal readonly record struct TextRun(int Start, int Length, bool Trusted);
