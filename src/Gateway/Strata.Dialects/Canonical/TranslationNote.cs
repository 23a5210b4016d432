namespace Strata.Dialects.Canonical;

/// <summary>
/// A hint that the target dialect cannot express and that does not change the answer (a cache mark, a detail level): it was left
/// out, and the caller is told by header. What would change the answer is refused by its name instead.
/// </summary>
/// <param name="Member">The member as the caller spelled it, for instance <c>messages[0].content[1].cache_control</c>.</param>
/// <param name="Text">What became of it.</param>
public sealed record TranslationNote(string Member, string Text);
