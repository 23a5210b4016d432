using Strata.Core.Configuration;

namespace Strata.Server.Configuration;

/// <summary>Lets every section read its part in one pass. Nothing takes effect; the report says what would.</summary>
internal static class ConfigPass
{
    public static ConfigReport Run(LoadedConfig loaded, IReadOnlyList<ConfigSection> sections)
    {
        var session = new ConfigSession();
        var root = new ConfigReader(loaded.Root, session);
        var apply = new List<Action>();
        foreach (var section in sections)
        {
            var reader = root.Section(section.Name, section.Doc);
            apply.Add(section.Configure(reader));
            reader.Finish();
        }

        root.Finish();
        var believed = session.Findings.Where(f => !loaded.Broken.Contains(f.Key.Split('.', '[')[0]));
        return new(loaded.Root, [.. loaded.Findings.Concat(believed).Distinct()], session.Keys, apply);
    }
}
