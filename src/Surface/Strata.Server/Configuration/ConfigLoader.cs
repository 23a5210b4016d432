using System.Text;
using Strata.Core.Configuration;

namespace Strata.Server.Configuration;

/// <summary>Lays file, environment and flags over one another.</summary>
internal static class ConfigLoader
{
    private const string Prefix = "STRATA__";

    public static LoadedConfig Load(ConfigSources sources)
    {
        var findings = new List<ConfigFinding>();
        var broken = new HashSet<string>(StringComparer.Ordinal);
        var tree = sources.File is { } file ? ReadFile(file, findings, broken) : ConfigTree.Mapping("");
        new EnvironmentReferences(sources.Environment, findings).Replace(tree);
        foreach (var (name, value) in sources.Environment.Where(e => e.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            Set(tree, name[Prefix.Length..].Split("__"), value, name, findings);
        }

        foreach (var (key, value, flag) in sources.Flags)
        {
            Set(tree, key.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.'), value, flag, findings);
        }

        return new(tree.Freeze(), findings, broken);
    }

    private static ConfigTree ReadFile(string file, List<ConfigFinding> findings, ISet<string> broken)
    {
        var name = Path.GetFileName(file);
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > YamlLimits.BytesMax)
            {
                findings.Add(new("(file)", name, $"has {stream.Length} bytes.", $"Keep it below {YamlLimits.BytesMax}.", IsError: true));
                return ConfigTree.Mapping(name);
            }

            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return YamlFile.Read(name, reader.ReadToEnd(), findings, broken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            var what = failure is DecoderFallbackException ? "is not UTF-8." : $"cannot be read: {failure.Message}";
            findings.Add(new("(file)", file, what, "Check the path and its permissions, or leave --config out.", IsError: true));
            return ConfigTree.Mapping(name);
        }
    }

    private static void Set(ConfigTree tree, string[] path, string value, string source, List<ConfigFinding> findings)
    {
        var refused = Array.Exists(path, p => p.Length == 0) ? "has an empty part." : tree.Set(path, value, source);
        if (refused is not null)
        {
            findings.Add(new(string.Join('.', path).ToLowerInvariant(), source, refused, "Name section and key, for instance server.listen.", IsError: true));
        }
    }
}
