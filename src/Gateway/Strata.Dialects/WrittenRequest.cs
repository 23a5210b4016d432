using Strata.Dialects.Canonical;

namespace Strata.Dialects;

/// <summary>A request as it was written in another dialect.</summary>
/// <param name="Notes">Hints that could not be expressed and were left out.</param>
public sealed record WrittenRequest(IReadOnlyList<TranslationNote> Notes)
{
    /// <summary>Headers the provider needs beside the body (Anthropic's <c>anthropic-beta</c>), by name.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
