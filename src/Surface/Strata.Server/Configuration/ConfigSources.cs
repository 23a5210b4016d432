namespace Strata.Server.Configuration;

/// <summary>Where a configuration comes from, the later over the earlier: file, environment, flags.</summary>
internal sealed record ConfigSources
{
    /// <summary>The file that was asked for or found; null without one.</summary>
    public string? File { get; init; }

    /// <summary>The process's environment.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>What flags set: key path, value, and the flag as written.</summary>
    public IReadOnlyList<(string Key, string Value, string Flag)> Flags { get; init; } = [];
}
