using Strata.Cli.Local;
using Strata.Core.Configuration;

namespace Strata.Server.Configuration;

/// <summary>What one reading of the whole configuration gave.</summary>
/// <param name="Root">The tree that was read.</param>
/// <param name="Findings">Everything to say, in the order of the file's sections.</param>
/// <param name="Keys">Every key that somebody asked for.</param>
/// <param name="Apply">What puts it in force, one per section.</param>
internal sealed record ConfigReport(ConfigNode Root, IReadOnlyList<ConfigFinding> Findings, IReadOnlyCollection<ConfigKey> Keys, IReadOnlyList<Action> Apply)
{
    public bool HasErrors => Findings.Any(f => f.IsError);

    /// <summary>Every single value in force and where it came from; the patterns of lists and maps are left out.</summary>
    public IReadOnlyList<ConfigEntry> Effective() =>
    [
        .. Keys.Where(k => k.Type != "object" && !k.Path.Contains("[]", StringComparison.Ordinal) && !k.Path.Contains('*', StringComparison.Ordinal))
            .Select(k => new ConfigEntry(k, ConfigOrigin.Of(Root, k.Path) ?? "default")),
    ];
}
