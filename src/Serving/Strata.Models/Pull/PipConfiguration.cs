namespace Strata.Models.Pull;

/// <summary>
/// The package index this machine is set up for, as pip finds it: <c>PIP_INDEX_URL</c>, else <c>index-url</c> of
/// <c>[install]</c> or <c>[global]</c> in the file <c>PIP_CONFIG_FILE</c> names, the virtual environment's, the user's and
/// the machine's configuration, the nearer first. There is no built-in address.
/// </summary>
internal sealed class PipConfiguration(Func<string, string?> environment)
{
    private const int FileBytesMax = 1 << 20;

    /// <summary>The address, or null where none is configured.</summary>
    public string? IndexUrl()
    {
        if (environment("PIP_INDEX_URL") is { Length: > 0 } url)
        {
            return url.Trim();
        }

        return Files().Select(Read).FirstOrDefault(found => found is not null);
    }

    /// <summary>Configuration files, the one that wins first.</summary>
    private IEnumerable<string> Files()
    {
        var named = environment("PIP_CONFIG_FILE");
        if (named is "/dev/null" or "nul")
        {
            return [];
        }

        var isNamed = !string.IsNullOrEmpty(named) && File.Exists(named);
        var home = environment("HOME") ?? environment("USERPROFILE") ?? "";
        var settings = environment("XDG_CONFIG_HOME") is { Length: > 0 } given ? given : Path.Combine(home, ".config");
        var shared = environment("XDG_CONFIG_DIRS") is { Length: > 0 } directories ? directories : "/etc/xdg";
        string[] user = isNamed ? [] : [Path.Combine(settings, "pip", "pip.conf"), Path.Combine(home, ".pip", "pip.conf")];
        string[] windows = environment("APPDATA") is { Length: > 0 } roaming && !isNamed ? [Path.Combine(roaming, "pip", "pip.ini")] : [];
        string[] site = environment("VIRTUAL_ENV") is { Length: > 0 } virtualEnvironment ? [Path.Combine(virtualEnvironment, "pip.conf")] : [];
        return
        [
            .. isNamed ? [named!] : Array.Empty<string>(), .. site, .. user, .. windows,
            "/etc/pip.conf", .. shared.Split(Path.PathSeparator).Select(directory => Path.Combine(directory, "pip", "pip.conf")),
        ];
    }

    private static string? Read(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= FileBytesMax } ? Find(File.ReadLines(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Find(IEnumerable<string> lines)
    {
        var (section, found) = ("", new Dictionary<string, string>());
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line.StartsWith('[') && line.EndsWith(']'))
            {
                section = line[1..^1].Trim();
            }

            var cut = line.AsSpan().IndexOfAny('=', ':');
            if (line.StartsWith('#') || line.StartsWith(';') || cut <= 0)
            {
                continue;
            }

            if (line[..cut].Trim().Replace('_', '-').Equals("index-url", StringComparison.OrdinalIgnoreCase) && line[(cut + 1)..].Trim() is { Length: > 0 } value)
            {
                found[section] = value;
            }
        }

        return found.GetValueOrDefault("install") ?? found.GetValueOrDefault("global");
    }
}
