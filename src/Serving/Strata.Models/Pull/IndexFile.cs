using System.Text.Json;

namespace Strata.Models.Pull;

/// <summary>A file of a project: its name, address and hashes.</summary>
internal sealed record IndexFile
{
    public string Filename { get; init; } = "";

    public string Url { get; init; } = "";

    public IReadOnlyDictionary<string, string>? Hashes { get; init; }

    public long? Size { get; init; }

    /// <summary>Absent, a boolean, or a text that says why.</summary>
    public JsonElement? Yanked { get; init; }

    public bool IsYanked => Yanked is { ValueKind: JsonValueKind.True or JsonValueKind.String };
}
