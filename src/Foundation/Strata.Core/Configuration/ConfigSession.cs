namespace Strata.Core.Configuration;

/// <summary>What one reading of a configuration gathers: every finding and every key asked for.</summary>
public sealed class ConfigSession
{
    private readonly List<ConfigFinding> findings = [];
    private readonly Dictionary<string, ConfigKey> keys = new(StringComparer.Ordinal);

    /// <summary>All findings, errors and warnings.</summary>
    public IReadOnlyList<ConfigFinding> Findings => findings;

    /// <summary>Whether any finding is an error.</summary>
    public bool HasErrors => findings.Exists(f => f.IsError);

    /// <summary>The keys that were asked for, in the order of asking.</summary>
    public IReadOnlyCollection<ConfigKey> Keys => keys.Values;

    internal void Add(ConfigFinding finding) => findings.Add(finding);

    internal void Describe(ConfigKey key)
    {
        if (!keys.TryGetValue(key.Path, out var known) || known.Value is null)
        {
            keys[key.Path] = key;
        }
    }
}
