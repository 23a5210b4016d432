namespace Strata.Guard.Options;

/// <summary>Regular expressions, matched in linear time: no look-around, no back references.</summary>
public sealed record PatternSetOptions
{
    /// <summary>The expressions.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    /// <summary>Whether capitals and small letters are told apart.</summary>
    public bool CaseSensitive { get; init; }

    /// <summary>The longest match in UTF-16 units; a stream holds back that much.</summary>
    public int MatchMax { get; init; } = 256;
}
