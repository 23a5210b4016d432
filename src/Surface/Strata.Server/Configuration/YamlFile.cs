using Strata.Core.Configuration;
using YamlDotNet.Core;

namespace Strata.Server.Configuration;

/// <summary>
/// Reads a configuration text as far as it can be read. Where the whole does not parse, each top-level section is read
/// alone, so that one run names the broken places of all sections and still checks the sound ones.
/// </summary>
internal static class YamlFile
{
    /// <summary>Reads a text.</summary>
    /// <param name="name">The file's name, for origins.</param>
    /// <param name="text">Its content.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <param name="broken">Takes the names of sections that could not be read.</param>
    public static ConfigTree Read(string name, string text, List<ConfigFinding> findings, ISet<string> broken)
    {
        var mine = new List<ConfigFinding>();
        try
        {
            var root = new YamlReader(name, 0, mine).Read(text) ?? ConfigTree.Mapping(name);
            findings.AddRange(mine);
            if (root.Members is not null)
            {
                return root;
            }

            findings.Add(new("(file)", name, "is not a mapping.", "Begin with a section name and a colon, for instance 'server:'.", IsError: true));
            return ConfigTree.Mapping(name);
        }
        catch (YamlException whole)
        {
            return Sections(name, text, whole, findings, broken);
        }
    }

    private static ConfigTree Sections(string name, string text, YamlException whole, List<ConfigFinding> findings, ISet<string> broken)
    {
        var root = ConfigTree.Mapping(name);
        var before = findings.Count;
        foreach (var (section, first, body) in Split(text))
        {
            try
            {
                var read = new YamlReader(name, first, findings).Read(body);
                foreach (var (key, value) in read?.Members ?? [])
                {
                    root.Members!.TryAdd(key, value);
                }
            }
            catch (YamlException part)
            {
                broken.Add(section);
                findings.Add(Finding(section, name, first, part));
            }
        }

        if (findings.Count == before)
        {
            findings.Add(Finding("(file)", name, 0, whole));
        }

        return root;
    }

    /// <summary>Cuts before each line that begins, unindented, with a word.</summary>
    private static IEnumerable<(string Section, int First, string Body)> Split(string text)
    {
        var lines = text.Split('\n');
        var start = 0;
        for (var i = 1; i <= lines.Length; i++)
        {
            if (i == lines.Length || (lines[i].Length > 0 && char.IsAsciiLetter(lines[i][0])))
            {
                var head = lines[start].Split(':')[0].Trim();
                yield return (head.Length > 0 ? head : "(file)", start, string.Join('\n', lines[start..i]));
                start = i;
            }
        }
    }

    private static ConfigFinding Finding(string section, string name, int first, YamlException broken)
    {
        var what = broken.Message;
        var text = what[(what.LastIndexOf("): ", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..].TrimEnd('.');
        var origin = $"{name}:{broken.Start.Line + first}";
        return new(section, origin, $"is not YAML at column {broken.Start.Column}: {text}.", "Indent with spaces, not tabs; quote a text that holds ': ' or begins with a sign.", IsError: true);
    }
}
