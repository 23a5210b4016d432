namespace Strata.Templates;

/// <summary>A stretch of a rendered prompt that has one origin.</summary>
/// <param name="Text">The text; never empty.</param>
/// <param name="Trusted">
/// Whether it comes from the template, a special token or a known role. Only trusted text may become control tokens, and a
/// control token counts only where all of its characters are trusted.
/// </param>
public sealed record TemplateSegment(string Text, bool Trusted);
