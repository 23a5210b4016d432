namespace Strata.Cli.Local;

/// <summary>What the command line says about a server of this machine.</summary>
public sealed record LocalRequest
{
    /// <summary>The configuration file that was named.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The data folder that was named.</summary>
    public string? Data { get; init; }

    /// <summary>What flags set: key path, value, and the flag as written.</summary>
    public IReadOnlyList<(string Key, string Value, string Flag)> Flags { get; init; } = [];
}
