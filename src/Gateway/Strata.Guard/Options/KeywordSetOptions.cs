namespace Strata.Guard.Options;

/// <summary>Words and phrases that are looked for as they are.</summary>
public sealed record KeywordSetOptions
{
    /// <summary>The words.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether ASCII capitals and small letters are told apart.</summary>
    public bool CaseSensitive { get; init; }

    /// <summary>Whether no letter or digit may stand beside them.</summary>
    public bool WholeWords { get; init; } = true;
}
