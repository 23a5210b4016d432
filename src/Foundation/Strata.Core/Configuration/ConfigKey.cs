namespace Strata.Core.Configuration;

/// <summary>What a reader asked for: the description of one key. Printing and the editor's schema are made from these.</summary>
public sealed record ConfigKey
{
    /// <summary>The key's path; a list item is <c>[]</c>, a member of a free mapping is <c>*</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The JSON schema type: <c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>, <c>object</c> or <c>array</c>.</summary>
    public required string Type { get; init; }

    /// <summary>One sentence.</summary>
    public required string Doc { get; init; }

    /// <summary>The value when the key is absent, as it would be written; null where there is none.</summary>
    public string? Default { get; init; }

    /// <summary>The value in force; null where the key is only described.</summary>
    public string? Value { get; init; }

    /// <summary>The words allowed, where they are closed.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>The least number allowed.</summary>
    public decimal? Min { get; init; }

    /// <summary>The greatest number allowed.</summary>
    public decimal? Max { get; init; }

    /// <summary>Whether the key must be given.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the value is never printed.</summary>
    public bool Secret { get; init; }
}
