namespace Strata.Dialects.Canonical;

/// <summary>
/// A member that only its own dialect understands, kept as it was written: it goes back out where the target speaks that
/// dialect, and becomes a <see cref="TranslationNote"/> or a refusal elsewhere.
/// </summary>
/// <param name="Name">The member's name.</param>
/// <param name="Json">Its value, raw JSON in UTF-8.</param>
public sealed record Carry(string Name, ReadOnlyMemory<byte> Json);
