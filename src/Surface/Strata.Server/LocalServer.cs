using Strata.Cli.Exits;
using Strata.Cli.Local;
using Strata.Cli.Output;
using Strata.Server.Configuration;
using Strata.Server.Hosting;

namespace Strata.Server;

/// <summary>The server behind the verbs <c>up</c> and <c>config</c>.</summary>
internal sealed class LocalServer(TimeProvider time, IReadOnlyDictionary<string, string> environment) : ILocalServer
{
    public async Task<int> UpAsync(LocalRequest request, Terminal terminal, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        await using var log = Console.OpenStandardError();
        var (server, refused) = await new Boot(ModuleTable.Entries, time).StartAsync(request, environment, log, cancellationToken);
        if (server is null)
        {
            foreach (var line in refused!.Lines)
            {
                terminal.Fail(line);
            }

            return refused.ExitCode;
        }

        await using (server)
        {
            terminal.Line($"Strata listens on {server.Address.GetLeftPart(UriPartial.Authority)} ({time.GetElapsedTime(began).TotalMilliseconds:F0} ms)");
            await server.WaitAsync(cancellationToken);
        }

        return ExitCode.Ok;
    }

    public ConfigView ReadConfig(LocalRequest request)
    {
        var sources = Place.Sources(request, environment);
        var modules = new ModuleSet(ModuleTable.Entries, Place.DefaultData(request, environment));
        var report = ConfigPass.Run(ConfigLoader.Load(sources), modules.Sections);
        var entries = report.Keys
            .Where(k => k.Type != "object" && !k.Path.Contains("[]", StringComparison.Ordinal) && !k.Path.Contains('*', StringComparison.Ordinal))
            .Select(k => new ConfigEntry(k, ConfigOrigin.Of(report.Root, k.Path) ?? "default"));
        string Value(string key) => report.Keys.FirstOrDefault(k => k.Path == key)?.Value ?? "";
        return new(sources.File, Value("server.data"), Value("server.listen"), report.Findings, [.. entries], Schema());
    }

    private static string Schema()
    {
        var modules = new ModuleSet(ModuleTable.Entries, "~/.strata");
        return ConfigSchema.Write(ConfigPass.Run(LoadedConfig.Empty, modules.Sections).Keys);
    }
}
