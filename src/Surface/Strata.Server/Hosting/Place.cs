using Strata.Cli.Local;
using Strata.Server.Configuration;

namespace Strata.Server.Hosting;

/// <summary>Where things are before the configuration is read: the default data folder and the file.</summary>
internal static class Place
{
    public const string FileName = "strata.yaml";

    public static string DefaultData(LocalRequest request, IReadOnlyDictionary<string, string> environment)
    {
        var home = environment.GetValueOrDefault("HOME") ?? environment.GetValueOrDefault("USERPROFILE") ?? ".";
        var asked = request.Data ?? environment.GetValueOrDefault("STRATA__SERVER__DATA");
        return Path.GetFullPath(asked is null ? Path.Combine(home, ".strata") : asked.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, asked[2..]) : asked);
    }

    public static ConfigSources Sources(LocalRequest request, IReadOnlyDictionary<string, string> environment)
    {
        string[] candidates = [Path.GetFullPath(FileName), Path.Combine(DefaultData(request, environment), FileName)];
        return new ConfigSources
        {
            File = request.ConfigFile is { } named ? Path.GetFullPath(named) : Array.Find(candidates, File.Exists),
            Environment = environment,
            Flags = request.Data is { } data ? [.. request.Flags, ("server.data", Path.GetFullPath(data), "--data")] : request.Flags,
        };
    }

    public static IReadOnlyDictionary<string, string> ProcessEnvironment()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            all[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        return all;
    }
}
