namespace Strata.Templates;

/// <summary>What a chat template made of a conversation.</summary>
/// <param name="Text">The whole prompt.</param>
/// <param name="Segments">The same text in stretches of one origin; neighbours differ in trust, and joined they give <paramref name="Text"/>.</param>
public sealed record RenderedPrompt(string Text, IReadOnlyList<TemplateSegment> Segments);
