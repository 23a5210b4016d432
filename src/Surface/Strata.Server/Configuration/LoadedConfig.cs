using Strata.Core.Configuration;

namespace Strata.Server.Configuration;

/// <summary>The layers as one tree, before any module read it.</summary>
/// <param name="Root">The tree.</param>
/// <param name="Findings">What is wrong with the layers themselves.</param>
/// <param name="Broken">Sections that could not be read; what modules say of them is not to be believed.</param>
internal sealed record LoadedConfig(ConfigNode Root, IReadOnlyList<ConfigFinding> Findings, IReadOnlySet<string> Broken)
{
    public static LoadedConfig Empty { get; } = new(ConfigNode.Empty, [], new HashSet<string>());
}
