using Strata.Core.Configuration;

namespace Strata.Cli.Local;

/// <summary>A configuration as it would be in force.</summary>
/// <param name="File">The file that was read; null without one.</param>
/// <param name="Data">The data folder.</param>
/// <param name="Listen">The address to listen on.</param>
/// <param name="Findings">Errors and warnings.</param>
/// <param name="Entries">Every key with its value.</param>
/// <param name="Schema">The JSON schema for editors.</param>
public sealed record ConfigView(
    string? File, string Data, string Listen, IReadOnlyList<ConfigFinding> Findings, IReadOnlyList<ConfigEntry> Entries, string Schema)
{
    /// <summary>Whether it can be used.</summary>
    public bool IsUsable => !Findings.Any(f => f.IsError);
}
