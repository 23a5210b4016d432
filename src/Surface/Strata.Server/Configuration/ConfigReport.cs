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
}
